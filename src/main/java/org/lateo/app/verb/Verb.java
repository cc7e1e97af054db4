package org.lateo.app.verb;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One thing the command line does. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
public abstract class Verb implements Callable<Integer> {
  protected final Messages messages;

  @Mixin protected CommonOptions common;

  protected Verb(Messages messages) {
    this.messages = messages;
  }

  /** What comes out, for programs; for people it has been said in messages. */
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
