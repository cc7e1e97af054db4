package org.lateo.interop;

import com.google.protobuf.Any;
import java.util.List;
import java.util.Map;
import org.lateo.storage.Protos;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.protos.ProtoSerializableClass;

/**
 * Reads events from the output of a detector's file: its first output {@code score [batch, 1]} is
 * the event's score, and a negative score is ANOMALOUS.
 */
@ProtoSerializableClass(version = EventTransformer.CURRENT_VERSION)
public final class EventTransformer extends ReadingTransformer<Event> {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  /** Has no settings. */
  public EventTransformer() {}

  /**
   * Deserialization factory.
   *
   * @throws IllegalArgumentException if the version is too new
   */
  public static EventTransformer deserializeFromProto(int version, String className, Any message) {
    Protos.checkVersion(EventTransformer.class, version, CURRENT_VERSION);
    return new EventTransformer();
  }

  @Override
  int outputs() {
    return 1;
  }

  @Override
  Event output(List<float[]> row) {
    float score = row.get(0)[0];
    return new Event(score < 0 ? EventType.ANOMALOUS : EventType.EXPECTED, score);
  }

  @Override
  Prediction<Event> prediction(Event event, int known, Example<Event> example) {
    return new Prediction<>(
        event, Map.of(event.getType().toString(), event), known, example, false);
  }

  @Override
  public Class<Event> getTypeWitness() {
    return Event.class;
  }
}
