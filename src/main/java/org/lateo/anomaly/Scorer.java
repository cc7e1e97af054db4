package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.lateo.graph.Node;
import org.lateo.graph.RowSource;
import org.lateo.inference.FixedDraws;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;

/** Runs the program of an ensemble, or of a detector, over examples. Safe for several threads. */
final class Scorer {
  private final Ensemble ensemble;
  private final String total;

  /** Always the same outputs, so that scores and events share workspaces. */
  private final List<String> events;

  private final Runner runner;
  private final Map<Node, RowSource> draws = new HashMap<>();

  /** Of an ensemble that is not calibrated yet. */
  Scorer(Ensemble ensemble) {
    this(ensemble, DetectorProgram.ofExamples(ensemble));
  }

  /** Of a detector. */
  Scorer(Ensemble ensemble, Calibration calibration) {
    this(ensemble, DetectorProgram.ofExamples(ensemble).with(calibration));
  }

  private Scorer(Ensemble ensemble, DetectorProgram program) {
    this.ensemble = ensemble;
    this.total = ensemble.outputs().total();
    this.runner = new Runner(ensemble.parameters(), program.outputs());
    this.events =
        Stream.of(total, DetectorOutputs.SCORE, DetectorOutputs.IS_ANOMALY)
            .filter(runner::has)
            .toList();
    program.noises().forEach((noise, m) -> draws.put(noise, draws(m)));
  }

  private RowSource draws(int m) {
    MemberModel model = ensemble.models().get(m);
    return FixedDraws.cycle(model.latents(), ensemble.draws(m), model.seed());
  }

  /** The scores of examples in their order, {@code [examples]}. */
  double[] totals(List<? extends Example<?>> examples) {
    return totals(examples, done -> false);
  }

  /** As above, of the first examples until a condition on the number of them holds. */
  double[] totals(List<? extends Example<?>> examples, IntPredicate until) {
    return totals(new DetectorRows(ensemble, examples, name -> {}), until);
  }

  /** The scores of rows in their order, {@code [rows]}. */
  double[] totals(DetectorRows rows) {
    return totals(rows, done -> false);
  }

  private double[] totals(DetectorRows rows, IntPredicate until) {
    double[] totals = new double[rows.count()];
    int done =
        run(
            events,
            rows,
            batch -> {
              for (int i = 0; i < batch.examples(); i++) {
                totals[batch.first() + i] = batch.values(total)[i];
              }
            },
            until);
    return Arrays.copyOf(totals, done);
  }

  /** The scores of examples in their order, with what they are the sums of. */
  List<RowScore> score(List<? extends Example<?>> examples) {
    return score(new DetectorRows(ensemble, examples, name -> {}));
  }

  /** As above, of rows. */
  List<RowScore> score(DetectorRows rows) {
    List<RowScore> scores = new ArrayList<>();
    List<String> outputs =
        Stream.of(total, DetectorProgram.GROUPS, DetectorProgram.LATENTS)
            .filter(runner::has)
            .toList();
    run(
        outputs,
        rows,
        batch -> {
          for (int i = 0; i < batch.examples(); i++) {
            scores.add(
                new RowScore(
                    rows.known(batch.first() + i),
                    batch.values(total)[i],
                    row(batch, DetectorProgram.GROUPS, i, ensemble.groups().names().size()),
                    row(batch, DetectorProgram.LATENTS, i, 0)));
          }
        });
    return scores;
  }

  /** An output's row; zeros where there is no such output. */
  private double[] row(Runner.Batch batch, String output, int row, int columns) {
    return runner.has(output) ? batch.row(output, row) : new double[columns];
  }

  /** A detector's events of examples, in their order. */
  List<Prediction<Event>> predict(List<Example<Event>> examples, DetectorRows rows) {
    List<Prediction<Event>> predictions = new ArrayList<>();
    run(
        events,
        rows,
        batch -> {
          for (int i = 0; i < batch.examples(); i++) {
            boolean alarm = batch.values(DetectorOutputs.IS_ANOMALY)[i] != 0;
            double score = batch.values(DetectorOutputs.SCORE)[i];
            Event event = new Event(alarm ? EventType.ANOMALOUS : EventType.EXPECTED, score);
            int row = batch.first() + i;
            predictions.add(
                new Prediction<>(
                    event,
                    Map.of(event.getType().toString(), event),
                    rows.known(row),
                    examples.get(row),
                    false));
          }
        });
    return predictions;
  }

  private void run(List<String> outputs, DetectorRows rows, Consumer<Runner.Batch> read) {
    run(outputs, rows, read, done -> false);
  }

  private int run(
      List<String> outputs, DetectorRows rows, Consumer<Runner.Batch> read, IntPredicate until) {
    Map<String, RowSource> inputs = new HashMap<>();
    inputs.put(DetectorProgram.ROWS, rows);
    inputs.put(DetectorProgram.UNSEEN, rows.unseen());
    if (ensemble.kind() == ScoreKind.LOG_LIKELIHOOD) {
      inputs.putAll(sampled(rows.examples()));
    }
    NoiseSource noise = (leaf, first) -> Optional.ofNullable(draws.get(leaf));
    return runner.run(outputs, inputs, rows.count(), noise, read, until);
  }

  /**
   * The parts of scores whose draws depend on the row to the last bit: each member reads it, and
   * computes them, by itself.
   */
  private Map<String, RowSource> sampled(List<? extends Example<?>> examples) {
    Map<String, RowSource> parts = new HashMap<>();
    for (int m = 0; m < ensemble.size(); m++) {
      Member member = ensemble.members().get(m);
      List<ScoreSplit> splits = member.split(ensemble.kind(), ensemble.samples(), examples);
      parts.put(
          DetectorProgram.part(m, DetectorProgram.FEATURES), source(splits, ScoreSplit::features));
      parts.put(
          DetectorProgram.part(m, DetectorProgram.LATENTS), source(splits, ScoreSplit::latents));
    }
    return parts;
  }

  private static RowSource source(List<ScoreSplit> splits, Function<ScoreSplit, double[]> part) {
    return (row, into, at) -> {
      double[] values = part.apply(splits.get(row));
      for (int c = 0; c < values.length; c++) {
        into[at + c] = (float) values[c];
      }
    };
  }
}
