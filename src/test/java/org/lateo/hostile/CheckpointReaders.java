package org.lateo.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lateo.Killer;
import org.lateo.Tiny;
import org.lateo.TrainingFailedException;
import org.lateo.VAETrainerBuilder;
import org.lateo.hostile.HostileReader.Kind;
import org.lateo.likelihood.Gaussian;
import org.lateo.output.LatentCode;
import org.lateo.storage.CheckpointException;
import org.lateo.storage.CheckpointFolder;
import org.tribuo.MutableDataset;

/** Readers of checkpoints: a training continues from one, and ends. */
final class CheckpointReaders {
  private static final int LAST = 7;

  private CheckpointReaders() {}

  static List<HostileReader> all(Path folder) {
    MutableDataset<LatentCode> rows = Tiny.real(30);
    VAETrainerBuilder trainer =
        Tiny.trainer().epochs(3).hidden(4).latent(2).batchSize(10).averaging(0.9);
    trainer.likelihood(new Gaussian());
    return List.of(reader(folder.resolve("checkpoints"), trainer, rows));
  }

  private static HostileReader reader(
      Path folder, VAETrainerBuilder trainer, MutableDataset<LatentCode> rows) {
    Path file = killed(folder, trainer, rows);
    return new HostileReader(
        "checkpoint",
        List.of(bytes(file)),
        Kind.PROTOBUF,
        List.of(
            CheckpointException.class,
            TrainingFailedException.class,
            IllegalArgumentException.class),
        input -> {
          clear(folder);
          Files.write(file, input);
          trainer.build().fit(rows, CheckpointFolder.resume(folder).everyMinutes(1e6));
        });
  }

  /** The checkpoint of a training that was killed. */
  private static Path killed(
      Path folder, VAETrainerBuilder trainer, MutableDataset<LatentCode> rows) {
    try {
      trainer
          .build()
          .fit(rows, CheckpointFolder.create(folder).everyMinutes(0).telling(new Killer(LAST)));
      throw new IllegalStateException("Expected a training of more steps than " + LAST);
    } catch (Killer.Killed e) {
      List<Path> files = files(folder);
      return files.get(files.size() - 1);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Path folder) throws IOException {
    for (Path file : files(folder)) {
      Files.delete(file);
    }
  }
}
