package org.lateo.app.verb;

import java.io.IOException;
import java.util.concurrent.Callable;
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

  /** Does the work, writes messages for people, and returns the results for programs. */
  protected abstract Results run() throws IOException;

  @Override
  public final Integer call() throws IOException {
    messages.configure(common);
    Logs.show(common.verbose, messages::warn);
    common.openClassPath();
    messages.show(run());
    return 0;
  }
}
