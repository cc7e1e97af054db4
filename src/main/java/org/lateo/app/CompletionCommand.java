package org.lateo.app;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The verb {@code completion}: writes a script by which a shell completes verbs and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description =
        "Write a script for bash or zsh, by which these complete verbs and options:"
            + " source <(lateo completion)")
final class CompletionCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    String script = AutoComplete.bash("lateo", spec.root().commandLine());
    spec.commandLine().getOut().print(script);
    spec.commandLine().getOut().flush();
  }
}
