package org.lateo.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import org.lateo.app.bench.BenchCommand;
import org.lateo.app.demo.DemoCommand;
import org.lateo.app.encode.EncodeCommand;
import org.lateo.app.export.ExportCommand;
import org.lateo.app.impute.ImputeCommand;
import org.lateo.app.score.EvaluateCommand;
import org.lateo.app.score.PredictCommand;
import org.lateo.app.score.ScoreCommand;
import org.lateo.app.train.ModelKind;
import org.lateo.app.train.Task;
import org.lateo.app.train.TrainCommand;
import org.lateo.app.verb.Messages;
import org.lateo.storage.LateoVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command line. */
@Command(
    name = "lateo",
    description = "Variational autoencoders for Tribuo: learning without labels.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs, each with its own --help:%n",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main {
  private Main() {}

  /**
   * Runs a verb and ends the JVM with its exit code. The locale is set to {@link Locale#ROOT},
   * since numbers in files have points, and since Tribuo 4.3.2 cannot save a model in a locale
   * whose capital i has a dot, such as Turkish.
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.setProperty("java.awt.headless", "true");
    System.exit(run(System.out, System.err, args));
  }

  /**
   * Runs a verb.
   *
   * @param out for results
   * @param err for progress, warnings and what went wrong
   * @return 0 for success, 2 for what the user can correct, 1 for any other failure
   */
  public static int run(PrintStream out, PrintStream err, String... args) {
    Messages messages = new Messages(out, err);
    Failures failures = new Failures(messages);
    CommandLine line =
        commandLine(messages)
            .setOut(new PrintWriter(out, true, Charset.defaultCharset()))
            .setErr(new PrintWriter(err, true, Charset.defaultCharset()))
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures);
    return failures.guard(line, args);
  }

  /** The verbs and their options. */
  static CommandLine commandLine(Messages messages) {
    return new CommandLine(new Main())
        .addSubcommand(new TrainCommand().on(messages))
        .addSubcommand(new EncodeCommand().on(messages))
        .addSubcommand(new ScoreCommand().on(messages))
        .addSubcommand(new PredictCommand().on(messages))
        .addSubcommand(new EvaluateCommand().on(messages))
        .addSubcommand(new ImputeCommand().on(messages))
        .addSubcommand(new ExportCommand().on(messages))
        .addSubcommand(new BenchCommand().on(messages))
        .addSubcommand(new DemoCommand().on(messages))
        .addSubcommand("completion", new CompletionCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionStrategy(Main::execute);
  }

  /** Runs a verb, or shows its help with the defaults of the task that is named beside it. */
  private static int execute(ParseResult parsed) {
    ParseResult verb = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    if (verb.isUsageHelpRequested()) { // Else nobody reads them, and making trainers takes time.
      parsed
          .commandSpec()
          .commandLine()
          .setResourceBundle(new TrainerDefaults(Task.of(verb), ModelKind.of(verb)));
    }
    return new RunLast().execute(parsed);
  }

  /** The text of {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lateo " + LateoVersion.VERSION};
    }
  }
}
