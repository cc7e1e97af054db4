package org.lateo.storage;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lateo.protos.CheckpointProto;
import org.lateo.protos.ChecksummedProto;
import org.lateo.protos.EpochReportProto;
import org.lateo.protos.FloatsProto;
import org.lateo.train.EpochReport;
import org.lateo.train.Fingerprint;
import org.lateo.train.TrainingState;

/**
 * A training between two steps, as a file under a checksum.
 *
 * @param training what tells the training from others
 * @param reports those of the epochs that are done
 */
record Checkpoint(Fingerprint training, TrainingState state, List<EpochReport> reports) {
  /** Copies the list. */
  Checkpoint {
    reports = List.copyOf(reports);
  }

  /** Writes the file, and waits until it is on the disk. */
  void write(Path file) throws IOException {
    // A channel would be closed by the interrupt that stops training.
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      Checksummed.seal(Checkpoint.class, message()).writeTo(out);
      out.getFD().sync();
    }
  }

  /**
   * Reads a file.
   *
   * @throws CheckpointException if it is damaged, or not a checkpoint
   */
  static Checkpoint read(Path file) {
    // A channel would be closed by the interrupt that stops training.
    try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
      ChecksummedProto sealed = ChecksummedProto.parseFrom(in);
      return of(CheckpointProto.parseFrom(Checksummed.open(Checkpoint.class, sealed)));
    } catch (InvalidProtocolBufferException e) {
      throw new CheckpointException(file + ": expected a checkpoint, found other content", e);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(file + ": expected a whole checkpoint, found it damaged", e);
    } catch (IOException e) {
      throw new CheckpointException(file + ": expected a checkpoint, found it unreadable", e);
    }
  }

  private CheckpointProto message() {
    CheckpointProto.Builder proto = CheckpointProto.newBuilder().putAllTraining(training.facts());
    for (float value : state.parameters()) {
      proto.addParameter(value);
    }
    state.optimiser().forEach(array -> proto.addOptimiser(floats(array)));
    for (double number : state.optimiserNumbers()) {
      proto.addOptimiserNumber(number);
    }
    for (float value : state.average()) {
      proto.addAverage(value);
    }
    add(state.best(), proto);
    add(state.position(), proto);
    add(state.sums(), proto);
    reports.forEach(report -> proto.addReport(message(report)));
    return proto.build();
  }

  private static FloatsProto floats(float... values) {
    FloatsProto.Builder proto = FloatsProto.newBuilder();
    for (float value : values) {
      proto.addValue(value);
    }
    return proto.build();
  }

  private static void add(TrainingState.Best best, CheckpointProto.Builder proto) {
    for (float value : best.parameters()) {
      proto.addBestParameter(value);
    }
    proto
        .setBestEpoch(best.epoch())
        .setBestValue(best.value())
        .setCountedValue(best.counted())
        .setCountedEpoch(best.countedEpoch());
  }

  private static void add(TrainingState.Position at, CheckpointProto.Builder proto) {
    proto
        .setStage(at.stage())
        .setEpoch(at.epoch())
        .setStep(at.step())
        .setSteps(at.steps())
        .setEnded(at.ended());
  }

  private static void add(TrainingState.Sums sums, CheckpointProto.Builder proto) {
    for (double sum : sums.reports()) {
      proto.addSum(sum);
    }
    proto.setWeight(sums.weight()).setNanos(sums.nanos());
  }

  private static EpochReportProto message(EpochReport report) {
    EpochReportProto.Builder proto =
        EpochReportProto.newBuilder()
            .setEpoch(report.epoch())
            .setEpochs(report.epochs())
            .setWatched(report.watched())
            .setSeconds(report.seconds())
            .setRowsPerSecond(report.rowsPerSecond())
            .setBestEpoch(report.bestEpoch());
    report.training().forEach((name, mean) -> proto.addTrainingName(name).addTraining(mean));
    report.validation().forEach((name, mean) -> proto.addValidationName(name).addValidation(mean));
    return proto.build();
  }

  private static Checkpoint of(CheckpointProto proto) {
    return new Checkpoint(
        new Fingerprint(new TreeMap<>(proto.getTrainingMap())),
        state(proto),
        proto.getReportList().stream().map(Checkpoint::report).toList());
  }

  private static TrainingState state(CheckpointProto proto) {
    return new TrainingState(
        floats(proto.getParameterList()),
        proto.getOptimiserList().stream().map(array -> floats(array.getValueList())).toList(),
        Protos.toArray(proto.getOptimiserNumberList()),
        floats(proto.getAverageList()),
        new TrainingState.Best(
            floats(proto.getBestParameterList()),
            proto.getBestEpoch(),
            proto.getBestValue(),
            proto.getCountedValue(),
            proto.getCountedEpoch()),
        new TrainingState.Position(
            proto.getStage(),
            proto.getEpoch(),
            proto.getStep(),
            proto.getSteps(),
            proto.getEnded()),
        new TrainingState.Sums(
            Protos.toArray(proto.getSumList()), proto.getWeight(), proto.getNanos()));
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  private static EpochReport report(EpochReportProto proto) {
    return new EpochReport(
        proto.getEpoch(),
        proto.getEpochs(),
        means(proto.getTrainingNameList(), proto.getTrainingList()),
        means(proto.getValidationNameList(), proto.getValidationList()),
        proto.getWatched(),
        proto.getSeconds(),
        proto.getRowsPerSecond(),
        proto.getBestEpoch());
  }

  /** In the order of the file, which is that of the loss. */
  private static Map<String, Double> means(List<String> names, List<Double> means) {
    if (names.size() != means.size()) {
      throw new IllegalArgumentException(
          String.format("Expected %d means of reports, found %d", names.size(), means.size()));
    }
    Map<String, Double> map = new LinkedHashMap<>();
    new ArrayList<>(names).forEach(name -> map.put(name, means.get(map.size())));
    return map;
  }
}
