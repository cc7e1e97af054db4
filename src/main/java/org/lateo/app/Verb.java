package org.lateo.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One thing the command line does. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class Verb implements Callable<Integer> {
  final Console console;

  @Mixin CommonOptions common;

  Verb(Console console) {
    this.console = console;
  }

  /** What comes out, for programs; for people it has been said on the console. */
  abstract Results run() throws IOException;

  @Override
  public final Integer call() throws IOException {
    console.configure(common);
    Logs.show(common.verbose, console::warn);
    common.openClassPath();
    console.show(run());
    return 0;
  }
}
