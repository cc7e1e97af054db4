package org.lateo.app.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lateo.app.input.InputException;
import org.lateo.storage.CheckpointFolder;
import picocli.CommandLine.Option;

/** The options that keep a training from being lost. */
final class CheckpointArguments {
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})(epochs)?");

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "Write checkpoints to this folder, from which --resume continues. It must hold none yet.")
  Optional<Path> folder;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Continue from the checkpoints of this folder, to the same model as without a break, and"
              + " write further ones to it. Data and settings must be the same, but for --threads.")
  Optional<Path> resumed;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "LENGTH",
      description =
          "Minutes between checkpoints, as in 10, or epochs, as in 5epochs; if it is not given, "
              + CheckpointFolder.MINUTES
              + " minute.")
  Optional<String> every;

  /** The folder, if one is named; refuses options that do not go together. */
  Optional<CheckpointFolder> open() {
    if (folder.isPresent() && resumed.isPresent()) {
      throw new InputException(
          "--resume: expected it without --checkpoint, since it writes to the same folder");
    }
    if (every.isPresent() && !areGiven()) {
      throw new InputException(
          "--checkpoint-every: expected it with --checkpoint or --resume, found "
              + every.get()
              + " alone");
    }
    UnaryOperator<CheckpointFolder> often =
        every.map(CheckpointArguments::every).orElse(UnaryOperator.identity());
    return resumed
        .map(CheckpointFolder::resume)
        .or(() -> folder.map(CheckpointFolder::create))
        .map(often);
  }

  private static UnaryOperator<CheckpointFolder> every(String text) {
    Matcher length = LENGTH.matcher(text);
    if (!length.matches() || Integer.parseInt(length.group(1)) < 1) {
      throw new InputException(
          "--checkpoint-every: expected minutes as in 10, or epochs as in 5epochs, found " + text);
    }
    int number = Integer.parseInt(length.group(1));
    return length.group(2) == null
        ? some -> some.everyMinutes(number)
        : some -> some.everyEpochs(number);
  }

  boolean areGiven() {
    return folder.isPresent() || resumed.isPresent();
  }

  /** How to go on with a training that is stopped; empty if nothing is kept. */
  String advice() {
    return resumed.or(() -> folder).map(dir -> "; --resume " + dir + " continues").orElse("");
  }
}
