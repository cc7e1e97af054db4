package org.lateo.codes;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.Map;
import org.lateo.VAEModel;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.ProvenanceText;
import org.lateo.rows.Reproduction;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * An autoencoder that was trained before what is built on it, and its provenance as the text of a
 * trainer's field {@value #FIELD}, by which it is trained again.
 */
public final class TrainedEncoder {
  /** The name of the field. */
  public static final String FIELD = "trainedEncoder";

  private TrainedEncoder() {}

  /** The provenance of a trainer that was given the autoencoder. */
  public static TrainerProvenance with(TrainerProvenance trainer, VAEModel trained) {
    String text = ProvenanceText.of(trained.getProvenance());
    return ProvenanceText.with(trainer, Map.of(FIELD, new StringProvenance(FIELD, text)));
  }

  /**
   * Trains the autoencoder again.
   *
   * @param text its provenance
   * @throws PropertyException if that is of another model
   * @throws IllegalArgumentException as {@link #requireFeatures}
   */
  public static VAEModel again(String text, Dataset<?> examples) {
    Model<?> again = Reproduction.model(ProvenanceText.read(text, ModelProvenance.class));
    if (again instanceof VAEModel vae) {
      requireFeatures(vae, examples);
      return vae;
    }
    throw new PropertyException(
        "",
        FIELD,
        "Expected the provenance of a VAEModel, found one of " + again.getClass().getName());
  }

  /**
   * Checks that an autoencoder is one of a dataset's features.
   *
   * @throws IllegalArgumentException if it has others
   */
  public static void requireFeatures(VAEModel trained, Dataset<?> examples) {
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    if (!trained.featureNames().equals(ExampleTable.names(features))) {
      throw new IllegalArgumentException(
          String.format(
              "Expected an autoencoder of the dataset's %d features, found one of %d features, or of"
                  + " others",
              features.size(), trained.featureNames().size()));
    }
  }
}
