package org.lateo.rows;

import java.util.Iterator;
import org.lateo.math.RandomStream;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableFeatureMap;
import org.tribuo.Output;
import org.tribuo.OutputInfo;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * The result of reading a source once: the domain that a {@code MutableDataset} of it would have,
 * and a hash of the rows, by which a second reading is known to give the same rows.
 */
final class SourceDomain<T extends Output<T>> {
  private final MutableFeatureMap features = new MutableFeatureMap();
  private final OutputInfo<T> outputs;
  private final RowsHash rows = new RowsHash();
  private boolean dense = true;

  private SourceDomain(OutputInfo<T> outputs) {
    this.outputs = outputs;
  }

  /** Reads a source from end to end. */
  static <T extends Output<T>> SourceDomain<T> of(DataSource<T> source) {
    var outputs = source.getOutputFactory().generateInfo();
    SourceDomain<T> domain = new SourceDomain<>(outputs);
    for (Example<T> example : source) {
      domain.observe(example);
      outputs.observe(example.getOutput());
    }
    return domain;
  }

  /** As {@code MutableDataset.add}, without keeping the example. */
  private void observe(Example<T> example) {
    int known = features.size();
    for (Feature feature : example) {
      FiniteRows.value(feature, rows.count());
      features.add(feature.getName(), feature.getValue());
    }
    if (!example.validateExample()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected an example with features, each once, found %d features in row %d (from 0):"
                  + " %s",
              example.size(), rows.count(), example));
    }
    dense &= known == 0 || (known == features.size() && example.size() == known);
    rows.add(example);
  }

  ImmutableFeatureMap features() {
    return new ImmutableFeatureMap(features);
  }

  RowsProvenance provenance(DataSourceProvenance source) {
    return new RowsProvenance(source, dense, rows.count(), features.size(), outputs.size());
  }

  /** The source's examples once more, refused at their end if they differ from the first time. */
  Iterable<Example<T>> asBefore(DataSource<T> source) {
    return () -> new Again<>(source.iterator(), rows);
  }

  /** Number and content of rows, in their order. */
  private static final class RowsHash {
    private int count;
    private long hash;

    int count() {
      return count;
    }

    void add(Example<?> example) {
      for (Feature feature : example) {
        hash = RandomStream.child(hash, feature.getName().hashCode());
        hash = RandomStream.child(hash, Double.doubleToLongBits(feature.getValue()));
      }
      hash = RandomStream.child(hash, Float.floatToIntBits(example.getWeight()));
      count++;
    }

    void requireSame(RowsHash again) {
      if (count != again.count || hash != again.hash) {
        throw new IllegalArgumentException(
            String.format(
                "Expected a source that gives the same rows each time it is read, found %d rows the"
                    + " first time and %s the second",
                count, count == again.count ? "as many others" : again.count));
      }
    }
  }

  private static final class Again<T extends Output<T>> implements Iterator<Example<T>> {
    private final Iterator<Example<T>> examples;
    private final RowsHash before;
    private final RowsHash rows = new RowsHash();

    Again(Iterator<Example<T>> examples, RowsHash before) {
      this.examples = examples;
      this.before = before;
    }

    @Override
    public boolean hasNext() {
      boolean more = examples.hasNext();
      if (!more) {
        before.requireSame(rows);
      }
      return more;
    }

    @Override
    public Example<T> next() {
      Example<T> example = examples.next();
      rows.add(example);
      return example;
    }
  }
}
