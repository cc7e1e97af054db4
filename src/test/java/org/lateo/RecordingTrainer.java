package org.lateo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/** Remembers what it is trained on. */
public final class RecordingTrainer implements Trainer<Label> {
  private final LogisticRegressionTrainer trainer = new LogisticRegressionTrainer();
  private final UnaryOperator<Dataset<Label>> choice;
  public final List<Dataset<Label>> seen = new ArrayList<>();

  public RecordingTrainer() {
    this(UnaryOperator.identity());
  }

  /** Trains on what is made of the rows, such as some of their features. */
  public RecordingTrainer(UnaryOperator<Dataset<Label>> choice) {
    this.choice = choice;
  }

  @Override
  public Model<Label> train(Dataset<Label> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public Model<Label> train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    seen.add(examples);
    return trainer.train(choice.apply(examples), runProvenance, invocationCount);
  }

  @Override
  public int getInvocationCount() {
    return trainer.getInvocationCount();
  }

  @Override
  public void setInvocationCount(int invocationCount) {
    trainer.setInvocationCount(invocationCount);
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }
}
