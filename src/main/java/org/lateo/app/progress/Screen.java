package org.lateo.app.progress;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal, if there is one. */
final class Screen {
  private static final int USUAL_WIDTH = 80;
  private static final int UPDATE_MILLISECONDS = 200;

  private Screen() {}

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  /** Whether standard input, output and, where that can be known, error are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // Null before JDK 22; see isTerminal for later ones.
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && isTerminal(console) && isErrorShown();
  }

  /** Java does not tell; Linux does. */
  private static boolean isErrorShown() {
    try {
      Path target = Files.readSymbolicLink(STANDARD_ERROR);
      return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return true;
    }
  }

  /** From JDK 22 there may be a console without a terminal, and a method to ask for it. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Console.isTerminal cannot be called", e);
    }
  }

  /**
   * A bar as wide as the screen. The width is given to the bar since, in finding it by itself, the
   * bar would take over signals, and Ctrl-C would end the JVM without removing half-written files.
   */
  static ProgressBar bar(PrintStream out, String work, int total) {
    return new ProgressBarBuilder()
        .setTaskName(work)
        .setInitialMax(total)
        .setRenderer(new BarLine())
        .setUpdateIntervalMillis(UPDATE_MILLISECONDS)
        .setConsumer(new ConsoleProgressBarConsumer(out, width()))
        .build();
  }

  private static int width() {
    try (Terminal terminal = TerminalBuilder.builder().dumb(true).nativeSignals(false).build()) {
      return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_WIDTH;
    } catch (IOException e) {
      return USUAL_WIDTH;
    }
  }
}
