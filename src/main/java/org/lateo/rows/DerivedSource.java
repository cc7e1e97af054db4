package org.lateo.rows;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.SkeletalConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.provenance.ConfiguredDataSourceProvenance;
import org.tribuo.provenance.DatasetProvenance;

/**
 * Rows derived from those of a dataset, such as their codes. Being a configurable source, they can
 * be made again from their provenance: the configuration says what was done, and holds the
 * provenance of the original dataset, which is made again first.
 *
 * @param <T> the type of output
 */
public abstract class DerivedSource<T extends Output<T>> implements ConfigurableDataSource<T> {
  @Config(
      mandatory = true,
      description = "The provenance of the dataset that the rows are made from, as text.")
  private String dataset;

  private Dataset<T> original;
  private LabelledRows<T> labelled;
  private List<Example<T>> derived;

  /** For OLCUT. */
  protected DerivedSource() {}

  /** Rows derived from a dataset at hand. */
  protected DerivedSource(Dataset<T> original) {
    this(original, null);
  }

  /** As above, with the dataset's labelled rows; null to find them when they are asked for. */
  DerivedSource(Dataset<T> original, LabelledRows<T> labelled) {
    this.original = original;
    this.labelled = labelled;
    this.dataset = ProvenanceText.of(original.getProvenance());
  }

  /** The derived rows, in their order. */
  protected abstract List<Example<T>> derive(Dataset<T> from);

  /** The feature domain of a dataset of these rows; by default the original dataset's. */
  protected ImmutableFeatureMap features() {
    return original().getFeatureIDMap();
  }

  /** The output domain of a dataset of these rows; by default the original dataset's. */
  protected ImmutableOutputInfo<T> outputs() {
    return original().getOutputIDInfo();
  }

  /**
   * The original dataset, made again from its provenance if it is not at hand.
   *
   * @throws IllegalStateException as {@link Reproduction#dataset}
   */
  @SuppressWarnings("unchecked") // The provenance is that of a Dataset<T>.
  protected final synchronized Dataset<T> original() {
    if (original == null) {
      original =
          (Dataset<T>) Reproduction.dataset(ProvenanceText.read(dataset, DatasetProvenance.class));
    }
    return original;
  }

  /** The original dataset's rows with an output. */
  protected final synchronized LabelledRows<T> labelled() {
    if (labelled == null) {
      labelled = LabelledRows.of(original());
    }
    return labelled;
  }

  @Override
  public final OutputFactory<T> getOutputFactory() {
    return original().getOutputFactory();
  }

  @Override
  public final synchronized Iterator<Example<T>> iterator() {
    if (derived == null) {
      derived = List.copyOf(derive(original()));
    }
    return derived.iterator();
  }

  @Override
  public final ConfiguredDataSourceProvenance getProvenance() {
    return new DerivedProvenance(this);
  }

  /** The configuration: what was done, and the original dataset's provenance. */
  public static final class DerivedProvenance extends SkeletalConfiguredObjectProvenance
      implements ConfiguredDataSourceProvenance {
    private static final long serialVersionUID = 1L;

    private DerivedProvenance(DerivedSource<?> source) {
      super(source, "DataSource");
    }

    /** For deserialization, from its parts by name. */
    public DerivedProvenance(Map<String, Provenance> map) {
      super(info(map));
    }

    /** The provenance of the original dataset. */
    public DatasetProvenance dataset() {
      String text = getConfiguredParameters().get("dataset").toString();
      return ProvenanceText.read(text, DatasetProvenance.class);
    }

    private static ExtractedInfo info(Map<String, Provenance> map) {
      Map<String, Provenance> configured = new HashMap<>(map);
      String className = take(configured, CLASS_NAME);
      String host = take(configured, HOST_SHORT_NAME);
      return new ExtractedInfo(className, host, configured, Map.of());
    }

    private static String take(Map<String, Provenance> from, String name) {
      String value =
          ObjectProvenance.checkAndExtractProvenance(
                  from, name, StringProvenance.class, DerivedProvenance.class.getSimpleName())
              .getValue();
      from.remove(name);
      return value;
    }
  }
}
