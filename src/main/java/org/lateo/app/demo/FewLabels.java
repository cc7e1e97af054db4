package org.lateo.app.demo;

import java.util.ArrayList;
import java.util.List;
import org.lateo.math.RandomStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;

/**
 * A random draw of a few labels, as many of each class.
 *
 * @param labelled the rows whose labels are kept
 * @param all every row, the other labels hidden
 */
record FewLabels(MutableDataset<Label> labelled, MutableDataset<Label> all) {
  static FewLabels draw(Dataset<Label> dataset, int aClass, long seed) {
    boolean[] kept = keep(dataset, aClass, seed);
    MutableDataset<Label> labelled = empty(dataset);
    MutableDataset<Label> all = empty(dataset);
    for (int i = 0; i < kept.length; i++) {
      Example<Label> example = dataset.getExample(i);
      if (kept[i]) {
        labelled.add(example);
      }
      all.add(kept[i] ? example : hide(example));
    }
    return new FewLabels(labelled, all);
  }

  private static MutableDataset<Label> empty(Dataset<Label> like) {
    return new MutableDataset<>(like.getProvenance(), like.getOutputFactory());
  }

  private static Example<Label> hide(Example<Label> example) {
    return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, example, example.getWeight());
  }

  private static boolean[] keep(Dataset<Label> dataset, int aClass, long seed) {
    boolean[] kept = new boolean[dataset.size()];
    List<Label> counted = new ArrayList<>();
    for (int i : RandomStream.of(seed, "few labels").permutation(dataset.size())) {
      Label label = dataset.getExample(i).getOutput();
      long before = counted.stream().filter(label::equals).count();
      kept[i] = before < aClass;
      if (kept[i]) {
        counted.add(label);
      }
    }
    return kept;
  }
}
