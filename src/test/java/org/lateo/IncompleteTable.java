package org.lateo;

import java.util.ArrayList;
import java.util.List;
import org.lateo.math.RandomStream;
import org.lateo.output.LatentCode;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Rows of a number around 100 or 200, another that follows it, a count that is often zero, and a
 * colour, red for large numbers. A quarter of the values is absent, and zeros are there as zeros.
 */
final class IncompleteTable {
  private static final String[] COLOURS = {"blue", "green", "red"};

  private IncompleteTable() {}

  static MutableDataset<LatentCode> dataset(int rows) {
    return dataset(rows, Codes.FACTORY, List.of(LatentCode.UNKNOWN));
  }

  static <T extends Output<T>> MutableDataset<T> dataset(
      int rows, OutputFactory<T> factory, List<T> outputs) {
    MutableDataset<T> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("gaps", factory), factory);
    for (int r = 0; r < rows; r++) {
      RandomStream random = RandomStream.of(5, "gaps").at(r);
      Example<T> example = new ArrayExample<>(outputs.get(r % outputs.size()));
      features(random).stream()
          .filter(f -> f.getName().equals("count") || random.at(1).below(4, key(f)) > 0)
          .forEach(example::add);
      dataset.add(example);
    }
    return dataset;
  }

  private static long key(Feature feature) {
    return feature.getName().charAt(0);
  }

  private static List<Feature> features(RandomStream random) {
    List<Feature> features = new ArrayList<>();
    int large = random.below(2, 0);
    features.add(new Feature("a", 100 + 100 * large + random.gaussian(1)));
    features.add(new Feature("b", large + 0.1 * random.gaussian(2)));
    features.add(new Feature("count", random.below(3, 3)));
    String colour = large == 1 ? "red" : COLOURS[random.below(2, 4)];
    features.add(new Feature("colour@" + colour, 1));
    return features;
  }

  /** An example of these features. */
  static Example<LatentCode> example(Object... namesAndValues) {
    Example<LatentCode> example = new ArrayExample<>(LatentCode.UNKNOWN);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      double value = ((Number) namesAndValues[i + 1]).doubleValue();
      example.add(new Feature((String) namesAndValues[i], value));
    }
    return example;
  }
}
