package org.lateo.rows;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.lateo.data.LazyList;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.FeatureMap;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.MutableFeatureMap;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.OutputInfo;
import org.tribuo.protos.core.DatasetProto;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.util.Util;

/**
 * A dataset of examples that do not fit into memory: they are made anew each time they are read.
 * Domain and provenance are those of a {@link MutableDataset} of the same examples.
 *
 * @param <T> the type of output
 */
@SuppressWarnings("serial") // Written as a MutableDataset, see writeReplace.
public final class StoredDataset<T extends Output<T>> extends Dataset<T> {
  private static final long serialVersionUID = 1L;

  private final transient List<Example<T>> examples;
  private final transient MutableFeatureMap features = new MutableFeatureMap();
  private final transient MutableOutputInfo<T> outputs;
  private final transient ImmutableFeatureMap featureIDs;
  private final transient ImmutableOutputInfo<T> outputIDs;
  private final transient RowsProvenance provenance;

  /**
   * A dataset, whose examples are read once for the domain.
   *
   * @param examples a list that makes each example when it is read, always the same
   * @throws IllegalArgumentException if an example has no feature, or one twice
   */
  public StoredDataset(
      DataSourceProvenance source, OutputFactory<T> factory, List<Example<T>> examples) {
    super(source, factory);
    this.examples = Collections.unmodifiableList(examples);
    this.outputs = factory.generateInfo();
    boolean dense = observeAll();
    this.featureIDs = new ImmutableFeatureMap(features);
    this.outputIDs = outputs.generateImmutableOutputInfo();
    this.provenance =
        new RowsProvenance(source, dense, examples.size(), features.size(), outputs.size());
  }

  /** Whether every example has every feature. */
  private boolean observeAll() {
    boolean dense = true;
    for (Example<T> example : examples) {
      dense &= features.size() == 0 || example.size() == features.size();
      observe(example);
      dense &= example.size() == features.size();
    }
    return dense;
  }

  /** As {@link MutableDataset#add}. */
  private void observe(Example<T> example) {
    if (!example.validateExample()) {
      throw new IllegalArgumentException(
          "Expected an example with features, each once, found " + example);
    }
    outputs.observe(example.getOutput());
    for (Feature feature : example) {
      features.add(feature.getName(), feature.getValue());
    }
  }

  @Override
  public List<Example<T>> getData() {
    return examples;
  }

  @Override
  public Example<T> getExample(int index) {
    return examples.get(index);
  }

  @Override
  public int size() {
    return examples.size();
  }

  @Override
  public synchronized void shuffle(boolean shuffle) {
    indices = shuffle ? Util.randperm(examples.size(), rng) : null;
  }

  @Override
  public synchronized Iterator<Example<T>> iterator() {
    int[] order = indices;
    return order == null
        ? examples.iterator()
        : new LazyList<>(order.length, i -> examples.get(order[i])).iterator();
  }

  @Override
  public Set<T> getOutputs() {
    return outputs.getDomain();
  }

  @Override
  public ImmutableOutputInfo<T> getOutputIDInfo() {
    return outputIDs;
  }

  @Override
  public OutputInfo<T> getOutputInfo() {
    return outputs;
  }

  @Override
  public ImmutableFeatureMap getFeatureIDMap() {
    return featureIDs;
  }

  @Override
  public FeatureMap getFeatureMap() {
    return features;
  }

  @Override
  public DatasetProvenance getProvenance() {
    return provenance;
  }

  /** The dataset in memory. */
  private MutableDataset<T> inMemory() {
    return new MutableDataset<>(examples, sourceProvenance, outputFactory);
  }

  @Override
  public DatasetProto serialize() {
    return inMemory().serialize();
  }

  private Object writeReplace() {
    return inMemory();
  }
}
