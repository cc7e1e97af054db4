package org.lateo.tables;

import java.util.Optional;
import java.util.function.Function;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * The kind of output that responses are read as.
 *
 * @param <T> the type of output
 * @param factory the dataset's output factory
 * @param known the output for a response
 */
public record OutputKind<T extends Output<T>>(OutputFactory<T> factory, Function<String, T> known) {

  /** Responses are ignored; every output is unknown. */
  public static OutputKind<LatentCode> none() {
    return new OutputKind<>(new LatentCodeFactory(), response -> LatentCode.UNKNOWN);
  }

  /** Responses are classes. */
  public static OutputKind<Label> labels() {
    return new OutputKind<>(new LabelFactory(), Label::new);
  }

  /** One response is anomalous, all others are expected. */
  public static OutputKind<Event> events(String anomalous) {
    return new OutputKind<>(
        new AnomalyFactory(),
        response ->
            new Event(response.equals(anomalous) ? EventType.ANOMALOUS : EventType.EXPECTED));
  }

  /**
   * Responses are numbers.
   *
   * @param dimension the name of the only dimension
   * @param cells how numbers are written
   */
  public static OutputKind<Regressor> numbers(String dimension, CellFormat cells) {
    return new OutputKind<>(
        new RegressionFactory(), response -> new Regressor(dimension, number(response, cells)));
  }

  /** Numbers are asked for; responses are ignored. */
  public static OutputKind<Regressor> unknownNumbers() {
    RegressionFactory factory = new RegressionFactory();
    return new OutputKind<>(factory, response -> factory.getUnknownOutput());
  }

  private static double number(String response, CellFormat cells) {
    double number = cells.number(response);
    if (!Double.isFinite(number)) {
      throw new NumberFormatException("Expected a finite number, found " + Names.quoted(response));
    }
    return number;
  }

  /** The output for a response; the unknown output for rows without one. */
  T output(Optional<String> response) {
    return response.map(known).orElseGet(factory::getUnknownOutput);
  }
}
