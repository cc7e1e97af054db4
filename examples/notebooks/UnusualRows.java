package notebooks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.lateo.anomaly.FalseAlarmRate;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;

/** A detector of unusual rows: alarms, p-values, reasons. */
final class UnusualRows {
  public static void main(String[] args) {
    // %% # Unusual rows
    //
    // Nobody knows what a fault of this pump looks like, but there are 5,000 readings of the sound
    // pump. A detector learns from them which readings are usual.
    Path data = Path.of(Files.exists(Path.of("test-data")) ? "test-data" : "../../test-data");
    TableOptions usual = TableOptions.of(data.resolve("telemetry-train.csv.gz"));
    Dataset<Event> sound = Table.read(usual.withResponse("status")).events("ANOMALOUS");
    VAEAnomalyModel detector = new VAEAnomalyTrainer().train(sound);

    // %% 2,000 later readings, a fifth of them faults. The column `status` says which; the detector
    // does not look at it.
    TableOptions mixed = TableOptions.of(data.resolve("telemetry-test.csv.gz"));
    Dataset<Event> later = Table.read(mixed.withResponse("status"), detector).events("ANOMALOUS");
    Example<Event> row = later.getExample(10);
    System.out.println("in truth " + row.getOutput().getType());
    System.out.println("detector " + detector.predict(row).getOutput().getType());

    // %% The p-value is the share of usual rows that look as unusual as this one.
    System.out.printf("p-value %.4f%n", detector.pValue(row));

    // %% Why? Each column pulls the score up or down, in nats. This row has an electrical fault.
    AnomalyExplanation why = detector.explain(row);
    for (AnomalyExplanation.Contribution part : why.features().subList(0, 3)) {
      System.out.printf("%-14s %+.1f nats%n", part.name(), part.deviation());
    }

    // %% Five usual rows in a hundred raise a false alarm, unless another rate is promised; nothing
    // is trained again for it.
    VAEAnomalyModel strict = detector.withThreshold(new FalseAlarmRate(0.01));
    System.out.println("a strict detector says " + strict.predict(row).getOutput().getType());

    // %% Of many rows at once: a list of alarms of which a tenth may be false.
    List<Integer> alarms = detector.alarms(later.getData(), 0.1).rows();
    System.out.println(alarms.size() + " alarms, the first for rows " + alarms.subList(0, 5));

    // %% How good is it? AUROC is the chance that a fault scores lower than a sound reading; recall
    // is the share of faults that are found.
    System.out.println(new AnomalyScoreEvaluator().evaluate(detector, later));
  }
}
