package org.lateo.rows;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;
import org.lateo.output.Encodes;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.provenance.ModelProvenance;

/**
 * The codes of a dataset's rows, as features. The configuration holds the provenance of dataset and
 * autoencoder: a source made from it trains the autoencoder again before it encodes.
 *
 * @param <T> the type of output
 */
public final class EncodedSource<T extends Output<T>> extends DerivedSource<T> {
  @Config(mandatory = true, description = "The provenance of the autoencoder, as text.")
  private String autoencoder;

  @Config(description = "What of a code becomes features.")
  private CodeFeatures codes = CodeFeatures.MEAN;

  @Config(description = "Whether the row's own features stay beside those of its code.")
  private boolean rawFeatures = false;

  @Config(description = "The latent dimensions that are used, from 0; none for all.")
  private int[] dimensions = {};

  @Config(description = "For SAMPLES: how many draws there are of each row's posterior.")
  private int samples = 1;

  @Config(description = "For SAMPLES: the seed of the draws.")
  private long seed = 0;

  @Config(description = "Whether rows without an output are left out.")
  private boolean labelledAlone = false;

  private Encodes encoder;

  /** For OLCUT. */
  private EncodedSource() {}

  /** The mean of every row's code. */
  public EncodedSource(Encodes encoder, ModelProvenance autoencoder, Dataset<T> original) {
    this(encoder, autoencoder, original, null);
  }

  private EncodedSource(
      Encodes encoder, ModelProvenance autoencoder, Dataset<T> original, LabelledRows<T> labelled) {
    super(original, labelled);
    this.encoder = encoder;
    this.autoencoder = ProvenanceText.of(autoencoder);
  }

  /**
   * Codes as the features that a view makes of them.
   *
   * @param draws number of draws of each row's posterior, if the view is of draws
   * @param seed seed of these draws
   * @param labelled the rows with an output
   * @param labelledAlone whether only the labelled rows are encoded
   */
  public EncodedSource(
      Encodes encoder,
      ModelProvenance autoencoder,
      Dataset<T> original,
      LatentFeatures view,
      int draws,
      long seed,
      LabelledRows<T> labelled,
      boolean labelledAlone) {
    this(encoder, autoencoder, original, labelled);
    this.codes = view.codes();
    this.rawFeatures = view.raw();
    this.dimensions = view.dimensions().stream().mapToInt(Integer::intValue).toArray();
    this.samples = draws;
    this.seed = seed;
    this.labelledAlone = labelledAlone;
  }

  /** Used by OLCUT. */
  @Override
  public void postConfig() {
    if (samples < 1) {
      throw new PropertyException("", "samples", "Expected at least 1, found " + samples);
    }
  }

  @Override
  protected List<Example<T>> derive(Dataset<T> from) {
    List<Example<T>> rows = labelledAlone ? labelled().examples() : from.getData();
    return codes == CodeFeatures.SAMPLES
        ? view().draw(encoder(), rows, samples, seed)
        : view().encode(encoder(), rows);
  }

  private LatentFeatures view() {
    List<Integer> all = LatentFeatures.means(encoder().latent()).dimensions();
    List<Integer> chosen = Arrays.stream(dimensions).boxed().toList();
    if (!all.containsAll(chosen)) {
      throw new PropertyException(
          "", "dimensions", "Expected some of " + all + ", found " + chosen);
    }
    return new LatentFeatures(codes, rawFeatures, chosen.isEmpty() ? all : chosen);
  }

  private synchronized Encodes encoder() {
    if (encoder == null) {
      encoder =
          (Encodes) Reproduction.model(ProvenanceText.read(autoencoder, ModelProvenance.class));
    }
    return encoder;
  }

  @Override
  protected ImmutableFeatureMap features() {
    return view().featureMap(encoder(), original().getFeatureIDMap());
  }

  /** The outputs of the labelled rows. */
  @Override
  protected ImmutableOutputInfo<T> outputs() {
    return labelled().outputs();
  }
}
