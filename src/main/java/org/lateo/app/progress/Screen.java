package org.lateo.app.progress;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal, if there is one. */
final class Screen {
  private static final int USUAL_WIDTH = 80;
  private static final int UPDATE_MILLISECONDS = 200;

  private Screen() {}

  /** Whether both standard input and output are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // Null before JDK 22; see isTerminal for later ones.
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && isTerminal(console);
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
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
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
