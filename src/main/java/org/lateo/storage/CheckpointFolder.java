package org.lateo.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.lateo.train.EpochReport;
import org.lateo.train.Fingerprint;
import org.lateo.train.NamedListener;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingState;

/**
 * A folder of checkpoints, from which a training that was killed continues to the same bits as if
 * it had not been, at any number of threads. It is given to a trainer as its listener:
 *
 * <pre>{@code
 * trainer.fit(rows, CheckpointFolder.create(folder));
 * trainer.fit(rows, CheckpointFolder.resume(folder)); // by the next process
 * }</pre>
 *
 * <p>A trainer of several parts, such as a detector's members, has checkpoints of each: parts that
 * have ended are not trained again, and the part that was under way continues where it stood. A
 * continued training tells the reports of epochs that were done before again.
 *
 * <p>A folder serves one training at a time. Checkpoints of other rows, another configuration,
 * another version of Lateo or another kind of processor are refused.
 */
public final class CheckpointFolder implements TrainingListener {
  private static final Logger logger = Logger.getLogger(CheckpointFolder.class.getName());

  /** The minutes between two checkpoints, if nothing else is asked for. */
  public static final int MINUTES = 1;

  private static final double NANOS = 60e9;
  private static final int KEPT = 2;
  private static final String FILES = "*.checkpoint";

  /** Before the files of a folder's first training. */
  private static final String FIRST = "001-";

  private final Path folder;
  private final boolean resumes;
  private final double minutes;
  private final int epochs;
  private final TrainingListener next;
  private final List<EpochReport> reports = new ArrayList<>();
  private int trainings;
  private Fingerprint training;
  private long savedSteps;
  private long savedAt;
  private int newEpochs;

  private CheckpointFolder(
      Path folder, boolean resumes, double minutes, int epochs, TrainingListener next) {
    this.folder = folder;
    this.resumes = resumes;
    this.minutes = minutes;
    this.epochs = epochs;
    this.next = NamedListener.of(next);
  }

  /**
   * A folder for the checkpoints of a new training; it is created if it does not exist. One is
   * written every {@value #MINUTES} minutes, and when training ends or is stopped.
   *
   * @throws CheckpointException if there are checkpoints in it, or if it cannot be created or
   *     written to
   */
  public static CheckpointFolder create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CheckpointException(folder + ": expected a folder for checkpoints", e);
    }
    int found = list(folder, FILES).size();
    if (found > 0) {
      throw new CheckpointException(
          String.format(
              "%s: expected a folder without checkpoints, found %d; resume continues them",
              folder, found),
          null);
    }
    requireWritable(folder);
    return new CheckpointFolder(folder, false, MINUTES, 0, NONE);
  }

  /** Before training, which goes on if a checkpoint cannot be written. */
  private static void requireWritable(Path folder) {
    try {
      OutputFile.at(folder.resolve(FIRST + "0.checkpoint")).close();
    } catch (IOException e) {
      throw new CheckpointException(
          folder + ": expected a folder for checkpoints, found one that cannot be written to", e);
    }
  }

  /**
   * A folder whose checkpoints a training continues, and to which it writes further ones. A folder
   * without any is taken as that of a training that was killed before its first.
   *
   * @throws CheckpointException if there is no such folder, or it cannot be written to
   */
  public static CheckpointFolder resume(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CheckpointException(
          folder + ": expected a folder of checkpoints, found none", null);
    }
    requireWritable(folder);
    return new CheckpointFolder(folder, true, MINUTES, 0, NONE);
  }

  /**
   * The same folder with another time between checkpoints, at least 0 minutes; 0 for one after each
   * step.
   */
  public CheckpointFolder everyMinutes(double minutes) {
    if (!(minutes >= 0)) {
      throw new IllegalArgumentException("Expected 0 minutes or more, found " + minutes);
    }
    return new CheckpointFolder(folder, resumes, minutes, 0, next);
  }

  /** The same folder with a checkpoint after every so many epochs, at least 1. */
  public CheckpointFolder everyEpochs(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("Expected 1 epoch or more, found " + epochs);
    }
    return new CheckpointFolder(folder, resumes, Double.POSITIVE_INFINITY, epochs, next);
  }

  /** The same folder, which tells a listener all that it is told. */
  public CheckpointFolder telling(TrainingListener listener) {
    return new CheckpointFolder(folder, resumes, minutes, epochs, listener);
  }

  @Override
  public void onRows(int rows, double seconds) {
    next.onRows(rows, seconds);
  }

  @Override
  public TrainingState onStart(TrainingState first, Supplier<Fingerprint> of) {
    training = of.get().with("version", LateoVersion.VERSION);
    trainings++;
    Optional<Checkpoint> found = resumes ? latest() : Optional.empty();
    if (resumes && found.isEmpty() && trainings == 1) {
      requireNoOther();
    }
    reports.clear();
    found.ifPresent(this::tell);
    TrainingState from = found.map(Checkpoint::state).orElse(first);
    savedSteps = from.position().steps();
    savedAt = System.nanoTime();
    newEpochs = 0;
    return next.onStart(from, of);
  }

  private void tell(Checkpoint found) {
    found.reports().forEach(this::onEpoch);
    TrainingState.Position at = found.state().position();
    next.onStage(
        at.ended()
            ? "trained before"
            : String.format("continuing after epoch %d, step %d", at.epoch() - 1, at.step()));
  }

  @Override
  public void onState(Supplier<TrainingState> state, boolean last) {
    boolean due = epochs > 0 && newEpochs >= epochs;
    if (last || due || System.nanoTime() - savedAt >= minutes * NANOS) {
      save(state.get());
      savedAt = System.nanoTime();
      newEpochs = 0;
    }
    next.onState(state, last);
  }

  @Override
  public void onStep(int epoch, int rows, int total) {
    next.onStep(epoch, rows, total);
  }

  @Override
  public void onStage(String stage) {
    next.onStage(stage);
  }

  @Override
  public void onEpoch(EpochReport report) {
    reports.add(report);
    newEpochs++;
    next.onEpoch(report);
  }

  /** A full disk does not end a training, which may end well before it is needed. */
  private void save(TrainingState state) {
    long steps = state.position().steps();
    if (steps == savedSteps) {
      return;
    }
    String name =
        String.format(Locale.ROOT, "%03d-%s-%012d.checkpoint", trainings, training.key(), steps);
    try (OutputFile file = OutputFile.at(folder.resolve(name))) {
      file.write(new Checkpoint(training, state, reports)::write);
      savedSteps = steps;
      prune();
    } catch (IOException | CheckpointException e) {
      logger.warning("no checkpoint could be kept, and training goes on: " + e.getMessage());
    }
  }

  private void prune() throws IOException {
    List<Path> files = ofThisTraining();
    for (Path old : files.subList(0, Math.max(0, files.size() - KEPT))) {
      Files.deleteIfExists(old);
    }
  }

  /** The files of the current training, the latest last. */
  private List<Path> ofThisTraining() {
    List<Path> files = list(folder, "*-" + training.key() + "-" + FILES);
    files.sort(Comparator.comparing(CheckpointFolder::steps));
    return files;
  }

  private static String steps(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('-'));
  }

  /** The latest checkpoint that is not damaged; if all are, that is said. */
  private Optional<Checkpoint> latest() {
    List<Path> files = ofThisTraining();
    CheckpointException damaged = null;
    for (int i = files.size() - 1; i >= 0; i--) {
      try {
        return Optional.of(Checkpoint.read(files.get(i)));
      } catch (CheckpointException e) {
        logger.warning(e.getMessage());
        damaged = e;
      }
    }
    if (damaged != null) {
      throw damaged;
    }
    return Optional.empty();
  }

  private void requireNoOther() {
    List<Path> others = list(folder, FIRST + FILES);
    if (!others.isEmpty()) {
      throw new CheckpointException(
          String.format(
              "%s: expected checkpoints of this training, found others: %s",
              folder, training.difference(Checkpoint.read(others.get(0)).training())),
          null);
    }
  }

  private static List<Path> list(Path folder, String pattern) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      found.forEach(files::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new CheckpointException(
          folder + ": expected a readable folder of checkpoints, found " + e.getMessage(), e);
    }
    files.sort(Comparator.comparing(Path::getFileName));
    return files;
  }
}
