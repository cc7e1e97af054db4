package org.lateo.hostile;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Reads one input, and says what a reader may not do with it. */
final class Trial {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Of all that a reader allocates, which is more than what it holds at a time. */
  static final long MOST_BYTES = 256 << 20;

  private static final String OURS = "org.lateo.";

  private Trial() {}

  /**
   * What happened when an input was read; the fault is empty if it was read or refused.
   *
   * @param nanos the time that it took, or that of the processors if that is less: other programs
   *     may have had them meanwhile
   */
  record Outcome(boolean read, long bytes, long nanos, Optional<String> fault) {}

  static Outcome of(HostileReader reader, byte[] input) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    long worked = PROCESS.getProcessCpuTime();
    Throwable thrown = null;
    try {
      reader.reading().read(input);
    } catch (Throwable e) {
      thrown = e;
    }
    long nanos = Math.min(System.nanoTime() - start, PROCESS.getProcessCpuTime() - worked);
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    Optional<String> fault = thrown == null ? Optional.empty() : fault(reader, thrown);
    if (fault.isEmpty() && bytes > MOST_BYTES) {
      fault = Optional.of("allocated " + bytes + " bytes");
    }
    return new Outcome(thrown == null, bytes, nanos, fault);
  }

  /**
   * An undocumented exception; or one that is documented, but caused by an error or by a slip of
   * ours, such as an index out of bounds.
   */
  private static Optional<String> fault(HostileReader reader, Throwable thrown) {
    if (reader.documented().stream().noneMatch(type -> type.isInstance(thrown))) {
      return Optional.of(text(thrown));
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error || isSlip(cause)) {
        return Optional.of(text(cause));
      }
    }
    boolean saysWhy = thrown.getMessage() != null || thrown instanceof IOException;
    return saysWhy ? Optional.empty() : Optional.of(text(thrown));
  }

  private static boolean isSlip(Throwable cause) {
    return cause instanceof RuntimeException
        && !(cause instanceof IllegalArgumentException)
        && !(cause instanceof IllegalStateException)
        && isOurs(cause)
        && cause.getClass().getName().startsWith("java.");
  }

  /**
   * Whether the first frame that is not the JDK's own is ours. What Java's object streams stumble
   * on before they call our code is not.
   */
  private static boolean isOurs(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().startsWith("java.io.Object")) {
        return false;
      }
      if (!frame.getClassName().startsWith("java.")) {
        return frame.getClassName().startsWith(OURS);
      }
    }
    return false;
  }

  private static String text(Throwable thrown) {
    StringBuilder text = new StringBuilder(String.valueOf(thrown));
    for (int i = 0; i < Math.min(12, thrown.getStackTrace().length); i++) {
      text.append("\n  at ").append(thrown.getStackTrace()[i]);
    }
    return text.toString();
  }
}
