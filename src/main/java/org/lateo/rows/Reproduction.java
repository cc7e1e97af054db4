package org.lateo.rows;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.ProvenanceOrdering;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.evaluation.TrainTestSplitter.SplitDataSourceProvenance;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Makes models and datasets again from their provenance, so that a model built on another model or
 * on derived data can be trained again.
 *
 * <p>A dataset can be made again if it is not transformed and holds all rows of a configured
 * source, or the part of them that a {@link TrainTestSplitter} gives.
 */
public final class Reproduction {
  private Reproduction() {}

  /**
   * The model of a provenance, trained again: the same bits on the same kind of processor.
   *
   * @throws IllegalStateException if the model's data cannot be made again, saying why
   */
  public static Model<?> model(ModelProvenance provenance) {
    return train(trainer(provenance.getTrainerProvenance()), provenance.getDatasetProvenance());
  }

  @SuppressWarnings("unchecked") // An autoencoder's trainer reads no outputs, so any type will do.
  private static <T extends Output<T>> Model<?> train(
      Trainer<T> trainer, DatasetProvenance provenance) {
    return trainer.train((Dataset<T>) dataset(provenance));
  }

  /** The trainer of a provenance, and those inside it, in the state before they trained. */
  public static Trainer<?> trainer(TrainerProvenance provenance) {
    ProvenanceOrdering ordering = ProvenanceUtil.orderProvenances(provenance);
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfigurationFromOrdering(ordering));
    for (int i = 0; i < ordering.traversalOrder.size(); i++) {
      if (ordering.traversalOrder.get(i) instanceof TrainerProvenance each) {
        Trainer<?> trainer = (Trainer<?>) manager.lookup(ProvenanceUtil.computeName(each, i));
        trainer.setInvocationCount(invocation(each));
      }
    }
    return (Trainer<?>) manager.lookup(ProvenanceUtil.computeName(provenance, 0));
  }

  private static int invocation(TrainerProvenance provenance) {
    return (Integer)
        provenance.getInstanceValues().get(TrainerProvenance.TRAIN_INVOCATION_COUNT).getValue();
  }

  /**
   * The dataset of a provenance, read again.
   *
   * @throws IllegalStateException if the dataset cannot be made again, or if its rows have changed
   */
  public static Dataset<?> dataset(DatasetProvenance provenance) {
    DataProvenance from = provenance.getSourceProvenance();
    if (!provenance.getTransformationProvenance().getList().isEmpty()) {
      throw new IllegalStateException(
          "Expected a dataset that can be made again from its provenance, found one that was"
              + " transformed");
    }
    Dataset<?> dataset = dataset(provenance.getClassName(), source(from));
    requireSame(provenance, dataset.getProvenance());
    return dataset;
  }

  private static Dataset<?> dataset(String className, DataSource<?> source) {
    try {
      return Class.forName(className)
          .asSubclass(Dataset.class)
          .getConstructor(DataSource.class)
          .newInstance(source);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Expected a dataset that can be made of a data source alone, found " + className, e);
    }
  }

  private static DataSource<?> source(DataProvenance provenance) {
    if (provenance instanceof SplitDataSourceProvenance split) {
      return part(split);
    }
    if (provenance instanceof ConfiguredObjectProvenance configured) {
      ConfigurationManager manager = new ConfigurationManager();
      manager.addConfiguration(ProvenanceUtil.extractConfiguration(configured));
      Configurable found = manager.lookup(ProvenanceUtil.computeName(configured, 0));
      if (found instanceof DataSource<?> source) {
        return source;
      }
    }
    throw new IllegalStateException(
        "Expected rows from a configured data source, which alone can be read again, found those of "
            + provenance.getClassName());
  }

  private static DataSource<?> part(SplitDataSourceProvenance provenance) {
    Map<String, Provenance> parts = new HashMap<>();
    provenance.forEach(entry -> parts.put(entry.getA(), entry.getB()));
    TrainTestSplitter<?> splitter =
        split(
            source((DataProvenance) parts.get("source")),
            (Double) value(parts.get("train-proportion")),
            (Long) value(parts.get("seed")));
    boolean train = (Boolean) value(parts.get("is-train"));
    return train ? splitter.getTrain() : splitter.getTest();
  }

  private static <T extends Output<T>> TrainTestSplitter<T> split(
      DataSource<T> source, double share, long seed) {
    return new TrainTestSplitter<>(source, share, seed);
  }

  private static Object value(Provenance provenance) {
    return ((PrimitiveProvenance<?>) provenance).getValue();
  }

  /** A file may have changed since the training. */
  private static void requireSame(DatasetProvenance expected, DatasetProvenance found) {
    boolean same =
        expected.getNumExamples() == found.getNumExamples()
            && expected.getNumFeatures() == found.getNumFeatures()
            && hashes(expected).equals(hashes(found));
    if (!same) {
      throw new IllegalStateException(
          "Expected the rows that were trained on, " + brief(expected) + ", found " + brief(found));
    }
  }

  private static String brief(DatasetProvenance rows) {
    return String.format(
        "%d of %d features from %s %s",
        rows.getNumExamples(),
        rows.getNumFeatures(),
        rows.getSourceProvenance().getClassName(),
        hashes(rows));
  }

  private static Set<String> hashes(DatasetProvenance provenance) {
    return ProvenanceUtil.orderProvenances(provenance).traversalOrder.stream()
        .flatMap(part -> part.getInstanceValues().values().stream())
        .filter(HashProvenance.class::isInstance)
        .map(hash -> hash.getValue().toString())
        .collect(Collectors.toSet());
  }
}
