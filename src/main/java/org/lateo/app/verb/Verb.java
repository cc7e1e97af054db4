package org.lateo.app.verb;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.lateo.output.PosteriorCollapse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A verb of the command line, such as {@code train}. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
public abstract class Verb implements Callable<Integer> {
  protected Messages messages;

  @Mixin protected CommonOptions common;

  /** This verb, which writes progress and results to messages. */
  public final Verb on(Messages of) {
    messages = of;
    return this;
  }

  /** What helps against a collapsed posterior, by the options of this verb. */
  protected String remedies() {
    return "train with --warm-up, --free-bits, or a smaller --latent";
  }

  /** Does the work, writes messages for people, and returns the results for programs. */
  protected abstract Results run() throws IOException;

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // It runs already.
    }
  }

  /** Answers Ctrl-C; half-written files are removed by who writes them. */
  private void stopped() {
    messages.fail("stopped; no file is half-written");
  }

  private void warn(String ofTheLibrary) {
    messages.warn(ofTheLibrary.replace(PosteriorCollapse.REMEDIES, remedies()));
  }

  @Override
  public final Integer call() throws IOException {
    messages.configure(common);
    Logs.show(common.verbose, this::warn);
    common.openClassPath();
    Thread stopped = new Thread(this::stopped, "lateo-stopped");
    Runtime.getRuntime().addShutdownHook(stopped);
    try {
      messages.show(run());
    } finally {
      remove(stopped);
    }
    return 0;
  }
}
