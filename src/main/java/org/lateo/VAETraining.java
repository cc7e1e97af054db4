package org.lateo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.model.Definition;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.output.LatentCode;
import org.lateo.output.MutableLatentCodeInfo;
import org.lateo.rows.PreparedRows;
import org.lateo.rows.TrainingRows;
import org.lateo.train.PseudoInputs;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingResult;
import org.tribuo.provenance.TrainerProvenance;

/**
 * One training of an autoencoder, from rows to a model.
 *
 * @param seed the seed of all random numbers
 * @param first the model from which training goes on
 */
record VAETraining(
    VAESettings settings, long seed, Optional<FirstModel> first, TrainingListener listener) {
  private static final Logger logger = Logger.getLogger(VAETraining.class.getName());

  /**
   * Trains.
   *
   * @param reader reads the rows
   * @param trainer the trainer's provenance
   * @param run further provenance of the run
   */
  VAEModel run(
      Supplier<TrainingRows> reader, TrainerProvenance trainer, Map<String, Provenance> run) {
    TrainingRun training = new TrainingRun(settings, seed, listener);
    PreparedRows rows = training.prepare(reader, this::prepare);
    VAEOrigin source = new VAEOrigin(rows.provenance(), rows.features(), trainer, run);
    Definition<VAEArchitecture> untrained =
        first
            .map(from -> from.model().definition())
            .orElseGet(() -> rows.definition(settings.architecture(rows.likelihood()), seed));
    VAE vae =
        untrained
            .architecture()
            .inTraining()
            .connect(untrained.scaling(), untrained.sparse(), untrained.missing());
    float[] values =
        first.map(from -> untrained.parameters().clone()).orElseGet(() -> firstValues(vae, rows));
    VAEModel model =
        training.run(
            vae,
            settings.loss(vae),
            settings.refinement(vae),
            values,
            rows,
            source,
            (trained, result) -> model(untrained.with(trained), rows.table(), source, result));
    model.collapseWarning().ifPresent(text -> logger.warning(text));
    return model;
  }

  private float[] firstValues(VAE vae, PreparedRows rows) {
    float[] values = vae.firstValues(seed, rows.columns());
    PseudoInputs.start(vae, vae.layout(), values, rows.table(), rows.split(), seed);
    return values;
  }

  private PreparedRows prepare(TrainingRows raw, Split split) {
    return first
        .map(from -> from.model().definition().architecture().likelihood())
        .map(likelihood -> PreparedRows.of(raw, split, likelihood, settings.jitter))
        .orElseGet(() -> settings.prepare(raw, split));
  }

  private static VAEModel model(
      Definition<VAEArchitecture> definition,
      Table table,
      VAEOrigin source,
      TrainingResult result) {
    int latent = definition.architecture().latent();
    MutableLatentCodeInfo info = new MutableLatentCodeInfo(LatentCode.dimensionNames(latent));
    Inference.of(definition).encode(table, table.rows(), info::observe);
    return new VAEModel(
        "vae",
        source.provenance(VAEModel.class, result),
        source.features(),
        info.generateImmutableOutputInfo(),
        definition);
  }
}
