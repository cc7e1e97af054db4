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
 * Events of a detector's file: the first output, {@code score [batch, 1]}, is theirs, and negative
 * is ANOMALOUS.
 */
@ProtoSerializableClass(version = EventTransformer.CURRENT_VERSION)
public final class EventTransformer extends ReadingTransformer<Event> {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  /** There is nothing to set. */
  public EventTransformer() {}

  /**
   * Deserialization factory.
   *
   * @throws IllegalArgumentException if it is too new
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

  /** There is nothing in which two could differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof EventTransformer;
  }

  @Override
  public int hashCode() {
    return EventTransformer.class.getName().hashCode();
  }
}
