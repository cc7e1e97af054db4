package org.lateo.app.train;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.lateo.app.config.ConfiguredTrainer;
import org.lateo.app.input.InputException;
import org.tribuo.Trainer;
import picocli.CommandLine.Option;

/** The options of a trainer that is taken from a configuration. */
final class ConfigArguments {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Take the trainer from an OLCUT configuration, XML or JSON. It names classes, whose code"
              + " runs: like a program, take it from whom you trust.")
  Optional<Path> file;

  @Option(
      names = "--trainer",
      paramLabel = "NAME",
      description = "The trainer's name in that configuration.")
  Optional<String> name;

  boolean isGiven() {
    return file.isPresent();
  }

  /** Refuses one of the options without the other. */
  void requireBoth() {
    if (file.isPresent() != name.isPresent()) {
      throw new InputException("--config and --trainer go together");
    }
  }

  /** The trainer, if one is asked for. */
  Optional<Trainer<?>> trainer() {
    return file.map(path -> ConfiguredTrainer.read(path, name.orElseThrow()));
  }

  /** As above; a trainer of another class is refused. */
  <T> Optional<T> trainer(Class<T> expected, Task task) {
    return trainer().map(found -> cast(found, expected, task));
  }

  /** The trainer as one of the class that a task expects. */
  static <T> T cast(Trainer<?> found, Class<T> expected, Task task) {
    if (!expected.isInstance(found)) {
      throw new InputException(
          String.format(
              "--trainer: expected a %s for --task %s, found %s",
              expected.getSimpleName(),
              task.name().toLowerCase(Locale.ROOT),
              found.getClass().getSimpleName()));
    }
    return expected.cast(found);
  }
}
