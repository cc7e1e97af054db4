package org.lateo.anomaly;

import org.lateo.FlowTrainer;
import org.lateo.density.FlowKind;
import org.lateo.inference.ScoreKind;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;

/** Every kind of detector: autoencoders by each score, and flows with exemplars and without. */
enum DetectorCase {
  ELBO,
  RECONSTRUCTION,
  LOG_LIKELIHOOD,
  RECONSTRUCTION_ERROR,
  LATENT_DENSITY,
  FLOW,
  FLOW_ALONE;

  boolean isFlow() {
    return this == FLOW || this == FLOW_ALONE;
  }

  /** Trains in a fraction of a second. */
  VAEAnomalyTrainerBuilder trainer() {
    if (!isFlow()) {
      return Pump.trainer().score(ScoreKind.valueOf(name()));
    }
    VAEAnomalyTrainerBuilder trainer = VAEAnomalyTrainer.builder().flow(flow()).members(3);
    return this == FLOW ? trainer : trainer.exemplars(0);
  }

  private FlowTrainer flow() {
    FlowKind kind = this == FLOW ? FlowKind.SPLINE_COUPLING : FlowKind.MAF;
    return Pump.flow(kind).build();
  }

  /** The rows as such a detector takes them. */
  MutableDataset<Event> of(MutableDataset<Event> rows) {
    return isFlow() ? Pump.withoutFields(rows) : rows;
  }

  /** The row as such a detector takes it. */
  Example<Event> of(Example<Event> row) {
    return isFlow() ? Pump.withoutFields(row) : row;
  }
}
