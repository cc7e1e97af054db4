package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.codes.CodeDefaults;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.logistic.KernelLogisticModel;
import org.lateo.semisupervised.FewLabelsModel;
import org.lateo.semisupervised.SemiSupervisedVAEModel;
import org.tribuo.Model;
import org.tribuo.classification.sgd.linear.LinearSGDModel;

final class TrainCommandTest {
  @TempDir private Path folder;
  private Path csv;
  private Path out;

  @BeforeEach
  void write() {
    csv = SmallData.csv(folder);
    out = folder.resolve("model");
  }

  private Ran train(Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--data", csv, "--response", "kind", "--out", out));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray());
  }

  private Ran trainSmall(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("--hidden", 8, "--latent", 2, "--epochs", 3));
    arguments.addAll(List.of(more));
    return train(arguments.toArray());
  }

  @Test
  void writesAModel() throws IOException {
    Ran ran = trainSmall("--json").ok();
    JsonNode json = ran.json();
    assertEquals(1, ran.out().lines().count());
    assertEquals(3, json.get("epochs").asInt());
    assertTrue(json.get("seconds").asDouble() > 0);
    assertTrue(json.get("elbo").asDouble() < 0);
    assertTrue(json.get("validation_elbo").asDouble() < 0);
    VAEModel model = (VAEModel) Model.deserializeFromFile(out);
    assertEquals(2, model.latent());
    assertEquals(List.of("a", "b", "c"), model.featureNames());
    assertEquals(List.of("model"), SmallData.others(folder).toList());
  }

  @Test
  void showsALineAnEpochAndASummary() {
    Ran ran = trainSmall().ok();
    assertEquals(3, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().startsWith("epoch 1/3: ELBO -"), ran.err());
    String columns = "small.csv: commas between cells; 3 columns of numbers: 'a', 'b', 'c'\n";
    assertTrue(ran.out().startsWith(columns + "  'kind'  response  as asked for\n"), ran.out());
    assertTrue(ran.out().contains("Trained on 60 rows of 3 features from small.csv in "));
    assertTrue(ran.out().contains("validation rows"), ran.out());
    assertTrue(ran.out().strip().endsWith("Wrote " + out), ran.out());
  }

  @Test
  void columnsHaveTheLikelihoodsAskedFor() throws IOException {
    Ran ran =
        trainSmall(
                "--column-likelihood",
                "c=gaussian:variance=ROW",
                "--column-likelihood=a|b=student-t")
            .ok();
    assertTrue(ran.out().contains("gaussian:variance=ROW  c"), ran.out());
    assertTrue(ran.out().contains("student-t              a, b     rule a|b=student-t"), ran.out());
    VAEModel model = (VAEModel) Model.deserializeFromFile(out);
    assertEquals(2, model.likelihoodGroups().size());
    trainSmall("--likelihood", "mixed").ok();
  }

  @Test
  void columnLikelihoodsThatMakeNoSenseAreRefused() {
    trainSmall("--column-likelihood", "nobody=poisson", "--quiet")
        .refusedAbout(
            "lateo train: small.csv: expected columns for the rule nobody=poisson, found");
    trainSmall("--column-likelihood", "a")
        .refusedAbout("lateo train: --column-likelihood: expected a rule REGEX=LIKELIHOOD");
    trainSmall("--column-likelihood", "a=poisson", "--likelihood", "gaussian")
        .refused("lateo train: --column-likelihood goes with --likelihood mixed, found gaussian");
    trainSmall("--column-likelihood", "a=poisson", "--quiet")
        .refusedAbout("lateo train: small.csv: The poisson likelihood expects counts");
  }

  @Test
  void warnsOfNumbersAsClasses() {
    Ran ran =
        Ran.run(
            "train",
            "--task",
            "classify",
            "--method",
            "raw",
            "--data",
            csv,
            "--response",
            "a",
            "--exclude",
            "kind",
            "--out",
            out);
    String warning = " different numbers, each of which is a class; --task regress predicts";
    assertTrue(ran.err().contains("small.csv: the response 'a' has "), ran.err());
    assertTrue(ran.err().contains(warning), ran.err());
  }

  @Test
  void quietShowsNothing() {
    Ran ran = trainSmall("--quiet").ok();
    assertEquals("", ran.out());
    assertEquals("", ran.err());
  }

  @Test
  void withoutValidationItsElboIsNull() {
    JsonNode json = trainSmall("--json", "--validation", 0).ok().json();
    assertTrue(json.get("validation_elbo").isNull());
  }

  @Test
  void takesEveryOption() throws IOException {
    trainSmall(
            "--hidden",
            "9,5",
            "--activation",
            "relu",
            "--likelihood",
            "gaussian",
            "--posterior",
            "cholesky-gaussian",
            "--prior",
            "mixture:components=4",
            "--objective",
            "iwae:samples=2",
            "--batch",
            7,
            "--learning-rate",
            0.01,
            "--validation",
            0.2,
            "--seed",
            5,
            "--threads",
            2,
            "--rows",
            50)
        .ok();
    String provenance = Model.deserializeFromFile(out).getProvenance().toString();
    for (String part :
        List.of(
            "RELU",
            "CholeskyGaussian",
            "components=4",
            "samples=2",
            "0.01",
            "0.2",
            "small.csv",
            "rows 1 to 50")) {
      assertTrue(provenance.contains(part), () -> part + " in " + provenance);
    }
  }

  @Test
  void takesEveryOptionOfTraining() throws IOException {
    trainSmall(
            "--optimiser",
            "sgd:momentum=0.375,nesterov=true",
            "--learning-rate",
            0.0025,
            "--schedule",
            "cosine:last=0.125,rise=0.5",
            "--clip",
            7.5,
            "--weight-prior",
            1.5,
            "--patience",
            4,
            "--minimum-improvement",
            0.0625,
            "--beta",
            1.25,
            "--free-bits",
            0.03125,
            "--warm-up",
            "5steps")
        .ok();
    String settings =
        Model.deserializeFromFile(out).getProvenance().getTrainerProvenance().toString();
    for (String part :
        List.of(
            "SGD",
            "momentum=0.375",
            "nesterov=true",
            "learningRate=0.0025",
            "CosineSchedule",
            "last=0.125",
            "rise=0.5",
            "gradientClipping=7.5",
            "weightPrior=1.5",
            "patience=4",
            "minimumImprovement=0.0625",
            "beta=1.25",
            "freeBits=0.03125",
            "warmUp=5",
            "warmUpUnit=STEPS")) {
      assertTrue(settings.contains(part), () -> part + " in " + settings);
    }
  }

  /** Nothing improves by so much, so that training ends as soon as it may. */
  @Test
  void stopsEarlyAndSaysWhatIsKept() {
    JsonNode json = trainSmall("--patience", 1, "--minimum-improvement", 1e9, "--json").ok().json();
    assertEquals(2, json.get("epochs").asInt());
    assertTrue(json.get("kept_epoch").asInt() <= 2);
    Ran ran = trainSmall().ok();
    assertTrue(ran.out().contains("on validation rows, after epoch "), ran.out());
  }

  @Test
  void warnsOfAWarmUpThatIsTooLong() {
    Ran ran = trainSmall("--warm-up", 10).ok();
    assertTrue(
        ran.err().startsWith("warning: Training ends after 3 epochs, inside the warm-up of 10"),
        ran.err());
    assertEquals("", trainSmall("--warm-up", 10, "--quiet").ok().err());
  }

  @Test
  void refusesOptionsOfTrainingByName() {
    train("--optimiser", "adams")
        .refusedAbout("lateo train: --optimiser: expected an optimiser of");
    train("--optimiser", "sgd:momentum=2")
        .refused("lateo train: --optimiser: momentum: expected a number in [0, 1), found 2.0");
    train("--optimiser", "sgd:momentum")
        .refusedAbout("lateo train: --optimiser: expected NAME:SETTING=VALUE");
    train("--optimiser", "sgd:colour=red")
        .refusedAbout("lateo train: --optimiser: expected settings of");
    train("--optimiser", "adagrad", "--learning-rate", 0)
        .refused("lateo train: --learning-rate: expected a number in (0, 1e6), found 0.0");
    train("--schedule", "cosine:last=2")
        .refused("lateo train: --schedule: last: expected a number in [0, 1], found 2.0");
    train("--clip", -1).refused("lateo train: --clip: expected 0 or more, found -1.0");
    train("--weight-prior", -1)
        .refusedAbout("lateo train: --weight-prior: expected 0, or from 1e-6 to 1e6");
    train("--minimum-improvement", -1)
        .refusedAbout("lateo train: --minimum-improvement: expected 0 or more");
    train("--patience", 5, "--validation", 0)
        .refused(
            "lateo train: --patience: expected 0 without validation rows (validation=0), found 5");
    train("--beta", 0).refused("lateo train: --beta: expected a number in (0, 1e6), found 0.0");
    train("--free-bits", -1)
        .refused("lateo train: --free-bits: expected nats in [0, 1e6), found -1.0");
    train("--warm-up", "long")
        .refused(
            "lateo train: --warm-up: expected epochs as in 10, or steps as in 5000steps, found"
                + " long");
  }

  @Test
  void sameSeedSameModelAtAnyNumberOfThreads() throws IOException {
    Path codes = folder.resolve("codes.csv");
    List<byte[]> written = new ArrayList<>();
    for (int threads : new int[] {1, 2}) {
      trainSmall("--seed", 3, "--threads", threads).ok();
      Ran.run("encode", "--model", out, "--data", csv, "--response", "kind", "--out", codes).ok();
      written.add(Files.readAllBytes(codes));
    }
    assertArrayEquals(written.get(0), written.get(1));
  }

  @Test
  void classifiesOnCodesOrFeatures() throws IOException {
    Object[] few = {"--task", "classify", "--labelled", 10, "--json", "--method"};
    for (String method : List.of("m1", "both", "spread")) {
      JsonNode onCodes = trainSmall(with(few, method)).ok().json();
      assertEquals(3, onCodes.get("epochs").asInt());
      assertEquals(LatentFeatureModel.class, chosen().getClass());
    }
    Ran raw = train("--task", "classify", "--method", "raw", "--labelled", 10, "--json").ok();
    assertTrue(raw.json().get("epochs").isNull());
    assertEquals("", raw.err());
    assertEquals(KernelLogisticModel.class, Model.deserializeFromFile(out).getClass());
  }

  private Model<?> chosen() throws IOException {
    return ((FewLabelsModel) Model.deserializeFromFile(out)).model();
  }

  /** What was tried is printed, and is in the model. */
  @Test
  void triesEveryMethodUnlessOneIsNamed() throws IOException {
    Ran ran = trainSmall("--task", "classify", "--labelled", 12).ok();
    String said = ran.out();
    for (String method : List.of("raw", "m1", "both", "spread", "m1m2", "m2")) {
      assertTrue(ran.err().contains("trying " + method + ", 5 folds"), ran.err());
      assertTrue(said.contains("\n" + method + ": "), said);
    }
    assertTrue(said.contains("\nchosen: "), said);
    List<String> known = ((FewLabelsModel) Model.deserializeFromFile(out)).describe();
    assertTrue(known.get(0).startsWith("raw: log-loss "), known::toString);
    String brief =
        trainSmall("--task", "classify", "--labelled", 12, "--time-budget", 1e-9).ok().out();
    assertTrue(brief.contains("m2: given up, over the time budget"), brief);
    train("--task", "classify", "--method", "m1", "--time-budget", 9)
        .refused("lateo train: --time-budget goes with --task classify --method auto");
  }

  @Test
  void classifiesInsideAnAutoencoder() throws IOException {
    String[] few = {"--task", "classify", "--labelled", "10", "--json"};
    Object[] options = {"--method", "m2", "--validation", "0", "--report", folder.resolve("page")};
    JsonNode alone = trainSmall(with(few, options)).ok().json();
    String html = Files.readString(folder.resolve("page/report.html"));
    assertTrue(html.contains("Judged by labelled rows that the model has not learned from"), html);
    assertTrue(html.contains("LabelMasking.keep(table.labels(), 10, "), html);
    assertEquals(3, alone.get("epochs").asInt());
    assertTrue(alone.get("elbo").isNumber());
    assertEquals(SemiSupervisedVAEModel.class, Model.deserializeFromFile(out).getClass());
    JsonNode stacked = trainSmall(with(few, "--method", "m1m2")).ok().json();
    assertEquals(3, stacked.get("epochs").asInt());
    Model<?> model = chosen();
    assertEquals(SemiSupervisedVAEModel.class, ((LatentFeatureModel<?>) model).inner().getClass());
    train("--task", "classify", "--method", "m2", "--beta", 2)
        .refused(
            "lateo train: --method m2: expected --objective and the options that change it at"
                + " their defaults, since the model has a bound of its own");
  }

  /** The shape of M2 by itself is that which it has among the other methods. */
  @Test
  void anAutoencoderWithClassesHasAShapeOfItsOwn() throws IOException {
    train("--task", "classify", "--method", "m2", "--epochs", 2, "--seed", 7).ok();
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(
        ProvenanceUtil.extractConfiguration(Model.deserializeFromFile(out).getProvenance()));
    VAETrainer inside = manager.lookupAll(VAETrainer.class).get(0);
    assertEquals(
        CodeDefaults.chooseWithClasses(60, 3)
            .epochs(2)
            .seed(7)
            .build()
            .getProvenance()
            .getConfiguredParameters()
            .toString(),
        inside.getProvenance().getConfiguredParameters().toString());
  }

  private static Object[] with(Object[] some, Object... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray();
  }

  @Test
  void rawWarnsOfOptionsItHasNoUseFor() {
    Ran ran = trainSmall("--task", "classify", "--method", "raw").ok();
    assertEquals(
        "warning: --method raw has no autoencoder for --hidden, --latent, --epochs",
        ran.err().strip());
  }

  @Test
  void takesATrainerFromAConfiguration() throws IOException {
    Path config = folder.resolve("trainer.xml");
    Files.writeString(
        config,
        """
        <config>
          <component name="small" type="org.lateo.VAETrainer">
            <property name="latent" value="3"/>
            <property name="epochs" value="2"/>
          </component>
          <component name="linear" type="org.tribuo.classification.sgd.linear.LogisticRegressionTrainer"/>
        </config>
        """);
    JsonNode json = train("--config", config, "--trainer", "small", "--json").ok().json();
    assertEquals(2, json.get("epochs").asInt());
    assertEquals(3, ((VAEModel) Model.deserializeFromFile(out)).latent());
    train("--config", config, "--trainer", "linear", "--task", "classify").ok();
    assertEquals(LinearSGDModel.class, Model.deserializeFromFile(out).getClass());
    train("--config", config, "--trainer", "linear")
        .refused(
            "lateo train: --trainer: expected a VAETrainer for --task latent, found"
                + " LogisticRegressionTrainer");
    train("--config", config, "--trainer", "small", "--epochs", 3)
        .refused(
            "lateo train: --config: expected the trainer's settings in the configuration alone,"
                + " found --epochs");
    assertEquals(2, train("--config", config, "--trainer", "none").code());
  }

  @Test
  void takesATrainerFromJson() throws IOException {
    Path config = folder.resolve("trainer.json");
    Files.writeString(
        config,
        """
        {"config": {"components": [{"name": "small", "type": "org.lateo.VAETrainer",
          "properties": {"latent": "3", "epochs": "2"}}]}}
        """);
    train("--config", config, "--trainer", "small").ok();
  }

  @Test
  void reportsOfRows() throws IOException {
    Path report = folder.resolve("some/report");
    trainSmall("--report", report).ok();
    String html = Files.readString(report.resolve("report.html"));
    assertTrue(html.contains("How training went"));
    assertTrue(html.contains("Reconstructions, best and worst"));
    assertTrue(html.contains("</svg>plus</span>"));
    assertTrue(html.contains("<code>lateo train --data " + csv), html);
    assertTrue(html.contains(".epochs("), html);
  }

  @Test
  void reportsOfImages() throws IOException {
    Path images = SmallData.images(folder);
    Ran.run(
            "train",
            "--data",
            images,
            "--labels",
            SmallData.labels(folder),
            "--out",
            out,
            "--epochs",
            2,
            "--latent",
            1,
            "--report",
            folder)
        .ok();
    String html = Files.readString(folder.resolve("report.html"));
    assertTrue(html.contains("alt=\"12 images: restored\""));
    assertTrue(html.contains("Images that are in no file"));
    assertFalse(html.contains("A map of the rows"));
  }

  @Test
  void refusesBeforeItReads() throws IOException {
    csv = folder.resolve("none.csv");
    train("--epochs", 0).refused("lateo train: --epochs: expected at least 1, found 0");
    train("--learning-rate", -1).refusedAbout("lateo train: --learning-rate: expected a ");
    train("--likelihood", "odd")
        .refusedAbout("lateo train: --likelihood: expected a likelihood of");
    train("--objective", "odd").refusedAbout("lateo train: --objective: expected an objective of");
    train("--posterior", "odd").refusedAbout("lateo train: --posterior: expected a posterior of");
    train("--prior", "vamp:inputs=3").refusedAbout("lateo train: --prior: expected settings of");
    train("--prior", "vamp:3").refusedAbout("lateo train: --prior: expected NAME:SETTING=VALUE");
    train("--prior", "vamp:pseudoInputs=0")
        .refusedAbout("lateo train: --prior: pseudoInputs: expected at");
    train("--prior", "vamp", "--posterior", "planar-flow")
        .refusedAbout(
            "lateo train: --prior: expected a diagonal Gaussian posterior for the vamp prior");
    train("--objective", "iwae", "--posterior", "planar-flow")
        .refusedAbout("lateo train: --objective: gradient: DOUBLY_REPARAMETERISED");
    train("--rows", 0).refused("lateo train: --rows: expected at least 1, found 0");
    train("--labelled", 9).refused("lateo train: --labelled goes with --task classify");
    train("--config", csv).refused("lateo train: --config and --trainer go together");
    assertEquals(List.of(), SmallData.others(folder).toList());
  }

  @Test
  void refusesPlacesItCannotWriteTo() throws IOException {
    csv = folder.resolve("none.csv");
    out = folder.resolve("none/model");
    train()
        .refused(
            "lateo train: "
                + out
                + ": expected an existing folder, found none at "
                + out.getParent());
    out = folder;
    train().refused("lateo train: " + out + ": expected a file to write, found a folder or device");
    out = folder.resolve("model");
    Path file = Files.writeString(folder.resolve("file"), "");
    train("--report", file)
        .refused("lateo train: " + file + ": expected a folder for the report, found a file");
  }

  @Test
  void refusesBadRowsAndLeavesNothing() throws IOException {
    StringBuilder words = new StringBuilder("a b,kind\n");
    IntStream.range(0, 30).forEach(i -> words.append(0.5 * i * i + (i == 1 ? "two,y\n" : ",y\n")));
    Files.writeString(csv, words);
    train()
        .refused(
            "lateo train: small.csv, row 2, column 'a b': expected a number, found '0.5two'"
                + " (--categorical 'a b', if it holds categories; --response 'a b', if it is the"
                + " output; --gaps, if the word stands for no value; --number 'a b', if numbers"
                + " stand in words; --exclude 'a b' to leave it out)");
    Files.writeString(csv, "a,kind\n1,\n2,\n");
    train("--task", "classify", "--quiet")
        .refused(
            "lateo train: small.csv: expected labels, found none; name them by --response COLUMN"
                + " for a CSV file, by --labels FILE for images");
    train("--likelihood", "bernoulli", "--validation", 0, "--quiet")
        .refusedAbout("lateo train: small.csv: The bernoulli likelihood expects values in [0, 1]");
    assertEquals(List.of(), SmallData.others(folder).toList());
  }

  @Test
  void failureKeepsTheFileThatWasThere() throws IOException {
    Files.writeString(out, "old");
    Files.writeString(csv, "a,kind\nx,y\n");
    assertEquals(2, train("--task", "classify", "--method", "raw", "--labelled", 3).code());
    assertEquals("old", Files.readString(out));
  }
}
