package org.lateo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lateo.math.BestBlas;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.ProvenanceText;
import org.lateo.train.TrainingResult;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * The sources of a model's provenance.
 *
 * @param examples the provenance of the training rows
 * @param features the domain of the features
 * @param trainer the provenance of the trainer
 * @param run further provenance of the run
 */
public record VAEOrigin(
    DatasetProvenance examples,
    ImmutableFeatureMap features,
    TrainerProvenance trainer,
    Map<String, Provenance> run) {

  /** The provenance key of the BLAS library and the kind of processor. */
  static final String ARITHMETIC = "lateo-arithmetic";

  private static final String THREADS = "threads";

  /** The provenance key of the number of epochs that were run. */
  static final String EPOCHS = "lateo-epochs";

  /** The provenance key of the epoch, from 1, whose parameters are kept. */
  static final String KEPT_EPOCH = "lateo-kept-epoch";

  /**
   * The provenance key of models whose training was stopped, which says where; training by such a
   * provenance goes on to the end.
   */
  static final String STOPPED = "lateo-stopped";

  /**
   * Everything that decides a training's result but for rows and processor: the fields of the
   * trainer, but for the number of threads, and the features' names.
   */
  public Map<String, String> settings() {
    Map<String, String> settings = ProvenanceText.settings(trainer);
    settings.keySet().removeIf(name -> name.equals(THREADS) || name.endsWith("." + THREADS));
    settings.put("features", ExampleTable.names(features).toString());
    return settings;
  }

  /**
   * Provenance of the run of a larger training, with where it was stopped.
   *
   * @param stop what stopped it; empty if it came to its end
   */
  public static Map<String, Provenance> stopped(
      Map<String, Provenance> run, Optional<TrainingStoppedException> stop) {
    Map<String, Provenance> all = new HashMap<>(run);
    stop.ifPresent(by -> all.put(STOPPED, new StringProvenance(STOPPED, by.place())));
    return all;
  }

  /** The provenance of a model; it records library and processor, on which the bits depend. */
  public ModelProvenance provenance(Class<?> model, TrainingResult result) {
    Map<String, Provenance> run = new HashMap<>(this.run);
    String arithmetic = BestBlas.get().describe() + ", " + System.getProperty("os.arch");
    run.put(ARITHMETIC, new StringProvenance(ARITHMETIC, arithmetic));
    run.put(EPOCHS, new IntProvenance(EPOCHS, result.epochs()));
    run.put(KEPT_EPOCH, new IntProvenance(KEPT_EPOCH, result.keptEpoch()));
    if (result.stopped()) {
      run.put(STOPPED, new StringProvenance(STOPPED, "after epoch " + result.epochs()));
    }
    return new ModelProvenance(
        model.getName(), OffsetDateTime.now(ZoneId.systemDefault()), examples, trainer, run);
  }
}
