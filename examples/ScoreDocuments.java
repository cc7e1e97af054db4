import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.anomaly.Event;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ModelProto;

/**
 * Scores JSON documents inside a program, as a search engine does with those of its index: no
 * server, no files. The model is bytes, which an index can hold, and is safe for many threads.
 */
final class ScoreDocuments {
  private static final List<String> DOCUMENTS =
      List.of(
          """
          {"load": 42.004, "speed_rpm": 1598.2, "flow": 58.159, "pressure_in": 1.9579,
           "pressure_out": 4.8567, "motor_current": 13.486, "motor_temp": 35.135,
           "bearing_temp": 55.128, "vibration_x": 2.0369, "vibration_y": 1.8587,
           "oil_temp": 43.075, "ambient_temp": 15.992, "power_kw": 7.2504,
           "mode": "normal", "site": "coast", "fluid": "brine"}""",
          """
          {"load": 72.617, "speed_rpm": 2179.5, "flow": 95.879, "pressure_in": 1.8056,
           "pressure_out": 6.036, "motor_current": 31.821, "motor_temp": 60.455,
           "bearing_temp": 76.257, "vibration_x": 2.9896, "vibration_y": 2.7917,
           "oil_temp": 58.043, "ambient_temp": 22.527, "power_kw": 16.52,
           "mode": "boost", "site": "coast", "fluid": "water"}""");

  public static void main(String[] args) throws IOException {
    byte[] stored = train().serialize().toByteArray();
    VAEAnomalyModel model = (VAEAnomalyModel) Model.deserialize(ModelProto.parseFrom(stored));

    ObjectMapper json = new ObjectMapper();
    for (String document : DOCUMENTS) {
      Example<Event> row = row(json.readTree(document));
      AnomalyExplanation why = model.explain(row);
      System.out.printf(
          "%s, p-value %.4f, first reason %s%n",
          model.predict(row).getOutput().getType(),
          model.pValue(row),
          why.features().get(0).name());
    }
  }

  /** A number is a feature; a word is one of the columns of its field, {@code mode@boost}. */
  private static Example<Event> row(JsonNode document) {
    ArrayExample<Event> row = new ArrayExample<>(new Event(Event.EventType.UNKNOWN));
    document
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              String suffix = value.isTextual() ? "@" + value.textValue() : "";
              row.add(field.getKey() + suffix, value.isTextual() ? 1 : value.doubleValue());
            });
    return row;
  }

  private static VAEAnomalyModel train() {
    Path readings = Path.of("test-data", "telemetry-train.csv.gz");
    TableOptions sound = TableOptions.of(readings).withResponse("status");
    return new VAEAnomalyTrainer().train(Table.read(sound).events("ANOMALOUS"));
  }
}
