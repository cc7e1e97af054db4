import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;

/**
 * Readings of a pump's sensors. Nobody knows what a fault looks like, but there are 5,000 readings
 * of a sound pump.
 *
 * <p>A detector learns from them how the sensors hang together and what readings lie near. Its
 * score of a new reading, in nats, tells which sensors make it small. Sound readings that were held
 * out of training set the threshold: five in a hundred raise an alarm.
 */
final class UnusualRows {
  public static void main(String[] args) {
    Dataset<Event> sound = readings("telemetry-train.csv.gz");
    Dataset<Event> mixed = readings("telemetry-test.csv.gz");

    VAEAnomalyModel model = new VAEAnomalyTrainer().train(sound);

    List<Example<Event>> unusualFirst =
        mixed.getData().stream()
            .sorted(Comparator.comparingDouble((Example<Event> row) -> model.score(row)))
            .toList();
    System.out.println("The most unusual readings:");
    for (Example<Event> row : unusualFirst.subList(0, 10)) {
      System.out.printf("  in truth %s, %s%n", row.getOutput().getType(), model.explain(row));
    }
    System.out.println(new AnomalyScoreEvaluator().evaluate(model, mixed));
  }

  private static Dataset<Event> readings(String file) {
    TableOptions options = TableOptions.of(Path.of("test-data", file)).withResponse("status");
    return Table.read(options).events("ANOMALOUS");
  }
}
