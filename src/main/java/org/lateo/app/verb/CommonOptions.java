package org.lateo.app.verb;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lateo.app.input.InputException;
import org.lateo.nn.Sizes;
import org.tribuo.Trainer;
import picocli.CommandLine.Option;

/** The options of every verb. */
public final class CommonOptions {
  private static final int LAST = 100;

  @Option(
      names = "--seed",
      order = LAST + 0,
      paramLabel = "N",
      description = "Seed of everything random (default: ${bundle:default.seed}).")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--threads",
      order = LAST + 1,
      paramLabel = "N",
      description =
          "Threads that train, at most "
              + Sizes.THREADS
              + " (default: one a processor). Results do not depend on it.")
  Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--json",
      order = LAST + 2,
      description = "Put one JSON object on the last line of the output.")
  boolean json;

  @Option(
      names = "--quiet",
      order = LAST + 3,
      description = "Show no progress, no summary, no warnings.")
  boolean quiet;

  @Option(
      names = "--verbose",
      order = LAST + 4,
      description = "Show the libraries' log, and where errors arose.")
  boolean verbose;

  @Option(
      names = "--class-path",
      order = LAST + 5,
      split = ",",
      paramLabel = "JAR",
      description =
          "Jars or folders with your own parts, named by their class, as in train --likelihood"
              + " com.example.Laplace:scale=0.5; verbs that use the model need them too. Their code is"
              + " run: use those you trust.")
  List<Path> classPath = List.of();

  /** The seed, if one is given. */
  public Optional<Long> seed() {
    return seed;
  }

  /** The number of threads, if one is given. */
  public Optional<Integer> threads() {
    return threads;
  }

  /** Lets the user's parts be found by their class. */
  void openClassPath() {
    if (!classPath.isEmpty()) {
      URL[] urls = classPath.stream().map(CommonOptions::url).toArray(URL[]::new);
      Thread thread = Thread.currentThread();
      thread.setContextClassLoader(new URLClassLoader(urls, thread.getContextClassLoader()));
    }
  }

  private static URL url(Path path) {
    if (!Files.isReadable(path)) {
      throw new InputException(
          "--class-path: expected a jar or a folder of classes, found none at " + path);
    }
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new InputException("--class-path: expected a file, found " + path, e);
    }
  }

  /** The seed given, or Tribuo's default. */
  public long seedOrDefault() {
    return seed.orElse(Trainer.DEFAULT_SEED);
  }
}
