package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lateo.inference.ScoreKind;
import org.lateo.output.LatentCode;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.impl.ArrayExample;

/** Looking features up by their names costs more than anything else on small models. */
final class ReadOnceTest {
  private static final List<Example<LatentCode>> ROWS = IncompleteTable.dataset(80).getData();
  private static final VAEModel MODEL =
      Tiny.trainer().missing(".*").build().fit(IncompleteTable.dataset(80));

  /** Counts how often it is read. */
  private static final class Counted extends ArrayExample<LatentCode> {
    private static final long serialVersionUID = 1L;

    private int reads;

    Counted(Example<LatentCode> original) {
      super(original);
    }

    @Override
    public Iterator<Feature> iterator() {
      reads++;
      return super.iterator();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsReadOnce() {
    Map<String, Consumer<List<Example<LatentCode>>>> calls = new LinkedHashMap<>();
    calls.put("encode", MODEL::encode);
    calls.put("score", MODEL::score);
    calls.put("predict", MODEL::predict);
    calls.put("predictScored", MODEL::predictScored);
    calls.put("logLikelihood", rows -> MODEL.logLikelihood(rows, 3));
    calls.put("impute", MODEL::impute);
    calls.put("impute by importance", rows -> MODEL.impute(rows, 3));
    for (ScoreKind kind : ScoreKind.values()) {
      calls.put("split " + kind, rows -> MODEL.split(kind, 3, rows));
    }
    return calls.entrySet().stream()
        .map(call -> dynamicTest(call.getKey(), () -> assertReadOnce(call.getValue())));
  }

  private static void assertReadOnce(Consumer<List<Example<LatentCode>>> call) {
    List<Counted> counted = ROWS.stream().map(Counted::new).toList();
    call.accept(List.copyOf(counted));
    assertEquals(List.of(1), counted.stream().map(example -> example.reads).distinct().toList());
  }
}
