package org.lateo.rows;

import java.util.Iterator;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * A source whose exceptions pass as they are, with a suppressed one that names the source and the
 * row.
 */
record NamedSource<T extends Output<T>>(DataSource<T> source) implements DataSource<T> {
  @Override
  public OutputFactory<T> getOutputFactory() {
    return source.getOutputFactory();
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return source.getProvenance();
  }

  @Override
  public Iterator<Example<T>> iterator() {
    Iterator<Example<T>> examples = source.iterator();
    return new Iterator<>() {
      private int row;

      @Override
      public boolean hasNext() {
        try {
          return examples.hasNext();
        } catch (RuntimeException e) {
          throw named(e, row);
        }
      }

      @Override
      public Example<T> next() {
        try {
          Example<T> next = examples.next();
          row++;
          return next;
        } catch (RuntimeException e) {
          throw named(e, row);
        }
      }
    };
  }

  private RuntimeException named(RuntimeException thrown, int row) {
    thrown.addSuppressed(
        new IllegalStateException(
            "Thrown by the source " + source.getClass().getName() + " at row " + row));
    return thrown;
  }
}
