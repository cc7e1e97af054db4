package org.lateo.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lateo.VAETrainer;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;

/** The Java of the page about Spark, which {@link PageTest} holds to it line by line. */
final class PageSnippets {
  private PageSnippets() {}

  static Dataset<Row> scores(Dataset<Row> rows) {
    VAETransformer codes =
        VAETransformer.open("hdfs:///models/customers.tribuo")
            .setCodeCol("code")
            .setElboCol("elbo");
    Dataset<Row> scored = codes.setInputCols("age", "income", "country").transform(rows);
    return scored;
  }

  static VAEAnomalyModel groups(Dataset<Row> rows, VAETrainer member) {
    VAEAnomalyTrainer trainer = VAEAnomalyTrainer.builder().autoencoder(member).members(3).build();
    Dataset<Row> detectors =
        GroupDetectors.train(rows, "machine", List.of("temperature", "pressure", "state"), trainer);
    VAEAnomalyModel detector = GroupDetectors.detector(detectors.where("group = 'press 7'").head());
    return detector;
  }

  static VAETransformer rounds(Dataset<Row> rows) {
    VAETransformer model =
        new VAEEstimator()
            .setTrainer(VAETrainer.builder().hidden(500).latent(20).epochs(30).build())
            .setShards(16)
            .setLocalSteps(200)
            .setInputCols("age", "income", "country")
            .setCheckpointDir("/checkpoints/customers")
            .setElboCol("elbo")
            .fit(rows);
    return model;
  }
}
