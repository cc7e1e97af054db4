package org.lateo.semisupervised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lateo.model.ClassPrior;
import org.lateo.rows.LabelledRows;
import org.lateo.rows.LabelledTable;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/** Makes the prior of classes, in the order of an output domain's ids. */
final class ClassShares {
  private ClassShares() {}

  /**
   * @param given for {@code GIVEN}: CLASS=PROBABILITY, one for each class
   */
  static ClassPrior of(ClassPriorKind kind, String[] given, LabelledRows<Label> labelled) {
    ImmutableOutputInfo<Label> outputs = labelled.outputs();
    return switch (kind) {
      case UNIFORM -> ClassPrior.uniform(outputs.size());
      case LABELLED -> new ClassPrior(counted(labelled), false);
      case LEARNED -> new ClassPrior(counted(labelled), true);
      case GIVEN -> new ClassPrior(given(parse(given), outputs), false);
    };
  }

  private static List<Double> counted(LabelledRows<Label> labelled) {
    ImmutableOutputInfo<Label> outputs = labelled.outputs();
    double[] sums = new double[outputs.size()];
    Arrays.fill(sums, 1);
    List<Example<Label>> rows = labelled.examples();
    double[] weights =
        LabelledTable.ofMeanOne(rows.stream().mapToDouble(Example::getWeight).toArray());
    for (int r = 0; r < weights.length; r++) {
      sums[outputs.getID(rows.get(r).getOutput())] += weights[r];
    }
    double total = Arrays.stream(sums).sum();
    return Arrays.stream(sums).map(sum -> sum / total).boxed().toList();
  }

  private static List<Double> given(
      Map<String, Double> probabilities, ImmutableOutputInfo<Label> outputs) {
    List<String> found = List.copyOf(probabilities.keySet());
    List<Double> ordered = new ArrayList<>();
    for (int id = 0; id < outputs.size(); id++) {
      ordered.add(probabilities.remove(outputs.getOutput(id).getLabel()));
    }
    if (ordered.contains(null) || !probabilities.isEmpty()) {
      throw new IllegalArgumentException(
          "classProbabilities: expected a probability for each class of "
              + outputs.getDomain().stream().map(Label::getLabel).sorted().toList()
              + " and for no other, found those of "
              + found);
    }
    return ordered;
  }

  /** Reads texts CLASS=PROBABILITY; refuses other texts with {@link IllegalArgumentException}. */
  static Map<String, Double> parse(String... given) {
    Map<String, Double> probabilities = new TreeMap<>();
    for (String text : given) {
      int equals = text.lastIndexOf('=');
      try {
        probabilities.put(
            text.substring(0, Math.max(0, equals)), Double.valueOf(text.substring(equals + 1)));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("Expected CLASS=PROBABILITY, found " + text, e);
      }
    }
    return probabilities;
  }
}
