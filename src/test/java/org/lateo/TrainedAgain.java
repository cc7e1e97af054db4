package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.ProvenanceOrdering;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.anomaly.Event;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.interop.ExternalTrainerProvenance;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Trains a model again from its provenance, as Tribuo's {@code ReproUtil} does, which is not
 * published: a configuration from all that the provenance has; invocation counts of every trainer
 * in it; the first trainer of the root's class; below all nested datasets the innermost source,
 * made from the configuration; a dataset of the innermost class; training; then features, outputs
 * and provenances compared.
 *
 * <p>Its weaknesses are kept, since provenance has to hold against them: it takes the first of a
 * class, and knows neither parts of datasets nor transformations.
 *
 * @param <T> the type of output
 */
public final class TrainedAgain<T extends Output<T>> {
  /** What differs between two runs of the same. */
  private static final Set<String> OF_THE_RUN = Set.of("trained-at", "datasource-creation-time");

  private final ModelProvenance provenance;
  private final Class<?> outputs;
  private final ConfigurationManager manager = new ConfigurationManager();

  public TrainedAgain(ModelProvenance provenance, Class<?> outputs) {
    if (provenance.getTrainerProvenance() instanceof ExternalTrainerProvenance) {
      throw new IllegalArgumentException("trained elsewhere");
    }
    this.provenance = provenance;
    this.outputs = outputs;
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(provenance));
  }

  private static <T extends Output<T>> ModelProvenance provenance(Model<T> model) {
    return model instanceof ONNXExternalModel<T> onnx && onnx.getTribuoProvenance().isPresent()
        ? onnx.getTribuoProvenance().get()
        : model.getProvenance();
  }

  /** The same model, if it can be trained again; else an exception. */
  public static <T extends Output<T>> Model<T> of(Model<T> model) {
    Class<?> outputs = model.getOutputIDInfo().getDomain().iterator().next().getClass();
    TrainedAgain<T> again = new TrainedAgain<>(provenance(model), outputs);
    Model<T> trained = again.model();
    assertEquals(model.getFeatureIDMap().keySet(), trained.getFeatureIDMap().keySet());
    assertSameDomain(model, trained);
    assertEquals(List.of(), differences("", again.provenance, trained.getProvenance()));
    return trained;
  }

  /**
   * {@code ReproUtil} takes what both have out of the sets that it is given; Tribuo's own infos of
   * events hand out a set that cannot be changed, so that it fails on any model of events.
   */
  private static <T extends Output<T>> void assertSameDomain(Model<T> model, Model<T> trained) {
    Set<T> before = model.getOutputIDInfo().generateMutableOutputInfo().getDomain();
    Set<T> after = trained.getOutputIDInfo().generateMutableOutputInfo().getDomain();
    assertEquals(before, after);
    if (!(before.iterator().next() instanceof Event)) {
      after.removeAll(before);
      assertEquals(Set.of(), after);
    }
  }

  @SuppressWarnings("unchecked") // what the provenance is of
  Trainer<T> trainer() {
    ProvenanceOrdering ordering = ProvenanceUtil.orderProvenances(provenance);
    for (int i = 0; i < ordering.traversalOrder.size(); i++) {
      if (ordering.traversalOrder.get(i) instanceof TrainerProvenance each) {
        Trainer<?> found = (Trainer<?>) manager.lookup(ProvenanceUtil.computeName(each, i));
        found.setInvocationCount(
            (Integer)
                each.getInstanceValues().get(TrainerProvenance.TRAIN_INVOCATION_COUNT).getValue());
      }
    }
    return (Trainer<T>) first(provenance.getTrainerProvenance().getClassName(), Trainer.class);
  }

  private <C> C first(String className, Class<C> type) {
    Class<?> named = named(className);
    if (!type.isAssignableFrom(named)) {
      throw new IllegalStateException("no " + type.getSimpleName() + ": " + className);
    }
    @SuppressWarnings({"unchecked", "rawtypes"}) // OLCUT asks for a class of configurables.
    List<String> names = manager.listAll((Class) named);
    return type.cast(manager.lookup(names.get(0)));
  }

  private static Class<?> named(String className) {
    try {
      return Class.forName(className);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  public Model<T> model() {
    Trainer<T> trainer = trainer();
    return trainer.train(dataset());
  }

  private Dataset<T> dataset() {
    DatasetProvenance innermost = provenance.getDatasetProvenance();
    while (innermost.getSourceProvenance() instanceof DatasetProvenance inner) {
      innermost = inner;
    }
    DataSource<T> source = source(innermost.getSourceProvenance());
    try {
      @SuppressWarnings("unchecked") // what the provenance is of
      Dataset<T> dataset =
          (Dataset<T>)
              named(innermost.getClassName()).getConstructor(DataSource.class).newInstance(source);
      return dataset;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(innermost.getClassName(), e);
    }
  }

  private DataSource<T> source(DataProvenance of) {
    Class<?> named = named(of.getClassName());
    if (named != TrainTestSplitter.class) {
      return configured(of);
    }
    Map<String, Provenance> parts = new HashMap<>();
    of.forEach(part -> parts.put(part.getA(), part.getB()));
    TrainTestSplitter<T> splitter =
        new TrainTestSplitter<>(
            configured((DataProvenance) parts.get("source")),
            (Double) value(parts.get("train-proportion")),
            (Long) value(parts.get("seed")));
    boolean train = (Boolean) value(parts.get("is-train"));
    return train ? splitter.getTrain() : splitter.getTest();
  }

  @SuppressWarnings("unchecked") // what the provenance is of
  private DataSource<T> configured(DataProvenance of) {
    DataSource<T> source = first(of.getClassName(), ConfigurableDataSource.class);
    Class<?> found = source.getOutputFactory().getUnknownOutput().getClass();
    if (found != outputs) {
      throw new IllegalStateException("a source of " + found + " for a model of " + outputs);
    }
    return source;
  }

  private static Object value(Provenance primitive) {
    return ((PrimitiveProvenance<?>) primitive).getValue();
  }

  /** Where two provenances differ, each as a path. */
  private static List<String> differences(String path, Provenance a, Provenance b) {
    if (a instanceof PrimitiveProvenance<?> && !a.equals(b)) {
      return OF_THE_RUN.contains(path.substring(path.lastIndexOf('/') + 1))
          ? List.of()
          : List.of(path + ": " + a + " and " + b);
    }
    Map<String, Provenance> left = parts(a);
    Map<String, Provenance> right = parts(b);
    Set<String> keys = new TreeSet<>(left.keySet());
    keys.addAll(right.keySet());
    List<String> found = new ArrayList<>();
    for (String key : keys) {
      if (left.containsKey(key) && right.containsKey(key)) {
        found.addAll(differences(path + "/" + key, left.get(key), right.get(key)));
      } else {
        found.add(path + "/" + key + " on one side only");
      }
    }
    return found;
  }

  private static Map<String, Provenance> parts(Provenance of) {
    Map<String, Provenance> parts = new TreeMap<>();
    if (of instanceof ObjectProvenance object) {
      for (Pair<String, Provenance> part : object) {
        parts.put(part.getA(), part.getB());
      }
    } else if (of instanceof MapProvenance<?> map) {
      map.getMap().forEach(parts::put);
    } else if (of instanceof ListProvenance<?> list) {
      for (int i = 0; i < list.getList().size(); i++) {
        parts.put(Integer.toString(i), list.getList().get(i));
      }
    }
    return parts;
  }
}
