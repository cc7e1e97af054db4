package org.lateo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.lateo.config.PartKind;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.model.VAEArchitecture;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.HashedDomain;
import org.lateo.rows.ProvenanceText;
import org.lateo.rows.Reproduction;
import org.lateo.rows.TrainingRows;
import org.lateo.tables.Names;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * An autoencoder from which training goes on.
 *
 * @param provenance the model's, as text
 */
record FirstModel(VAEModel model, String provenance) {
  /** The trainer's field of the model's provenance, as text. */
  static final String PROVENANCE = "firstModel";

  /** The trainer's field of a digest of the model's parameters. */
  static final String PARAMETERS = "firstParameters";

  private static final Logger logger = Logger.getLogger(FirstModel.class.getName());

  FirstModel(VAEModel model) {
    this(model, ProvenanceText.of(model.getProvenance()));
  }

  /**
   * The model of a provenance, trained again.
   *
   * @throws IllegalStateException if it cannot be, or if another model comes of it
   */
  static FirstModel again(String provenance, String parameters) {
    Model<?> found = Reproduction.model(ProvenanceText.read(provenance, ModelProvenance.class));
    if (found instanceof VAEModel vae && digest(vae).equals(parameters)) {
      return new FirstModel(vae, provenance);
    }
    throw new IllegalStateException(
        "Expected the model that training went on from, found another one when it was trained again,"
            + " as after a training that was stopped, or on another kind of processor");
  }

  /** The provenance of a trainer that goes on from this model. */
  TrainerProvenance of(TrainerProvenance trainer) {
    Map<String, Provenance> fields =
        Map.of(
            PROVENANCE, new StringProvenance(PROVENANCE, provenance),
            PARAMETERS, new StringProvenance(PARAMETERS, digest(model)));
    return ProvenanceText.with(trainer, fields);
  }

  private static String digest(VAEModel model) {
    float[] values = model.definition().parameters();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return ProvenanceUtil.hashArray(ProvenanceUtil.HashType.SHA256, bytes.array());
  }

  /**
   * Refuses a trainer of other models. A likelihood or missing features that the trainer does not
   * set are the model's.
   *
   * @throws IllegalArgumentException naming the settings that differ
   */
  void requireTrainer(VAESettings settings) {
    VAEArchitecture own = model.definition().architecture();
    VAEArchitecture asked =
        settings.architecture(Optional.ofNullable(settings.likelihood).orElseGet(own::likelihood));
    Map<String, String> expected = shape(own);
    Map<String, String> found = shape(asked);
    if (settings.hasMissing()) {
      MissingColumns missing = settings.missingColumns(model.featureNames());
      expected.put("missing", missing(model.definition().missing()));
      found.put("missing", missing(missing));
    }
    List<String> differences =
        expected.keySet().stream()
            .filter(name -> !expected.get(name).equals(found.get(name)))
            .map(name -> name + "=" + expected.get(name) + ", found " + found.get(name))
            .toList();
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a trainer of models like the first, with "
              + String.join("; ", differences)
              + " (VAETrainer.builderLike(model) has them)");
    }
  }

  private static Map<String, String> shape(VAEArchitecture of) {
    Map<String, String> shape = new LinkedHashMap<>();
    shape.put("hidden", of.encoder().toString());
    shape.put("decoderHidden", of.decoder().toString());
    shape.put("activation", of.activation().toString());
    shape.put("gated", Boolean.toString(of.gated()));
    shape.put("tied", Boolean.toString(of.tied()));
    shape.put("bayesianDecoder", Boolean.toString(of.bayesianDecoder()));
    shape.put("decoderPrior", Double.toString(of.decoderPrior()));
    shape.put("latent", Integer.toString(of.latent()));
    shape.put("posterior", PartKind.format(of.posterior()));
    shape.put("prior", PartKind.format(of.prior()));
    shape.put("likelihood", PartKind.format(asked(of.likelihood())));
    return shape;
  }

  private static Likelihood asked(Likelihood likelihood) {
    return likelihood instanceof MixedLikelihood mixed ? mixed.unchosen() : likelihood;
  }

  private String missing(MissingColumns columns) {
    List<String> names = model.featureNames();
    boolean[] missing = columns.flags();
    return IntStream.range(0, missing.length)
        .filter(c -> missing[c])
        .mapToObj(names::get)
        .toList()
        .toString();
  }

  /**
   * Rows as the model reads them.
   *
   * @throws IllegalArgumentException if a feature is none of the model's, or if a value is
   *     impossible under its likelihood, naming it
   */
  TrainingRows rows(Dataset<?> examples) {
    requireNames(ExampleTable.names(examples.getFeatureIDMap()));
    int row = 0;
    for (Example<?> example : examples) {
      int number = row++;
      model
          .impossible(example, number)
          .ifPresent(
              why -> {
                throw new IllegalArgumentException(
                    "Expected " + why + " in row " + number + " (from 0)");
              });
    }
    return TrainingRows.of(
        examples,
        model.getFeatureIDMap(),
        model.definition().missing(),
        model.definition().origin());
  }

  private void requireNames(List<String> found) {
    List<String> known = model.featureNames();
    Set<String> others = new TreeSet<>(found);
    others.removeAll(new HashSet<>(known));
    Set<String> absent = new TreeSet<>(known);
    absent.removeAll(new HashSet<>(found));
    if (HashedDomain.is(model.getFeatureIDMap())) {
      throw new IllegalArgumentException(
          "Expected a first model whose features have names, found hashes");
    }
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected the first model's %d features%s, found others: %s",
              known.size(),
              absent.isEmpty() ? "" : ", among them " + Names.list(absent),
              Names.list(others)));
    }
    if (!absent.isEmpty()) {
      logger.warning("no row has the first model's features " + Names.list(absent));
    }
  }
}
