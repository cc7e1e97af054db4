package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.json.JsonConfigFactory;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.anomaly.BestF1;
import org.lateo.anomaly.Contamination;
import org.lateo.anomaly.FalseAlarmRate;
import org.lateo.anomaly.FixedThreshold;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.bayes.BayesianClassifierArchitecture;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianRegressionArchitecture;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.conformal.ConformalClassificationTrainer;
import org.lateo.conformal.ConformalRegressionTrainer;
import org.lateo.flow.FlowArchitecture;
import org.lateo.interop.EventTransformer;
import org.lateo.interop.LatentCodeTransformer;
import org.lateo.interop.MissingTransformer;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.FlowPrior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PlanarFlowPosterior;
import org.lateo.latent.PointPosterior;
import org.lateo.latent.SplineFlowPosterior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Categorical;
import org.lateo.likelihood.DiscretisedLogistic;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.LogNormal;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.Multinomial;
import org.lateo.likelihood.NegativeBinomial;
import org.lateo.likelihood.Poisson;
import org.lateo.likelihood.StudentT;
import org.lateo.logistic.KernelLogisticArchitecture;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.model.VAEArchitecture;
import org.lateo.nearest.NearestRowsArchitecture;
import org.lateo.nearest.NearestRowsTrainer;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.Reconstruction;
import org.lateo.output.LatentCodeFactory;
import org.lateo.rows.EncodedSource;
import org.lateo.rows.LabelledSource;
import org.lateo.semisupervised.ChosenFeaturesTrainer;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.LabelSpreadingTrainer;
import org.lateo.semisupervised.MaskedSource;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.lateo.semisupervised.SpreadSource;
import org.lateo.train.Adagrad;
import org.lateo.train.Adam;
import org.lateo.train.AdamW;
import org.lateo.train.ConstantSchedule;
import org.lateo.train.CosineSchedule;
import org.lateo.train.ExponentialSchedule;
import org.lateo.train.RMSProp;
import org.lateo.train.SGD;
import org.lateo.train.StepSchedule;
import org.lateo.train.WarmUpSchedule;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

/** The contract of everything that OLCUT configures: defaults, descriptions, files, provenance. */
final class ConfigurationTest {
  /** Each configurable as its constructor or builder makes it. */
  private static final Map<String, Supplier<Configurable>> BY_JAVA = new TreeMap<>();

  /** Those with fields that have no default. */
  private static final Set<String> WRAPPERS =
      Set.of(
          EncodedSource.class.getName(),
          LatentFeatureTrainer.class.getName(),
          MaskedSource.class.getName(),
          SpreadSource.class.getName(),
          MissingTransformer.class.getName(),
          ChosenFeaturesTrainer.class.getName(),
          LabelledSource.class.getName(),
          FewLabelsTrainer.class.getName(),
          LabelSpreadingTrainer.class.getName(),
          SemiSupervisedVAETrainer.class.getName());

  /** Configurables of each class, every field at another value than its default in one of them. */
  private static final String CHANGED =
      """
      <config>
        <component name="bernoulli" type="org.lateo.likelihood.Bernoulli"/>
        <component name="multinomial" type="org.lateo.likelihood.Multinomial"/>
        <component name="diagonal" type="org.lateo.latent.DiagonalGaussianPosterior"/>
        <component name="cholesky" type="org.lateo.latent.CholeskyGaussianPosterior"/>
        <component name="planar" type="org.lateo.latent.PlanarFlowPosterior">
          <property name="steps" value="3"/>
        </component>
        <component name="posterior" type="org.lateo.latent.AutoregressiveFlowPosterior">
          <property name="steps" value="3"/>
          <property name="hidden" value="7"/>
        </component>
        <component name="standard" type="org.lateo.latent.StandardNormalPrior"/>
        <component name="point" type="org.lateo.latent.PointPosterior">
          <property name="activation" value="TANH"/>
        </component>
        <component name="reconstruction" type="org.lateo.objective.Reconstruction">
          <property name="noise" value="0.5"/>
          <property name="masking" value="0.25"/>
          <property name="contraction" value="0.5"/>
          <property name="sparsity" value="2"/>
          <property name="sparsityBy" value="L1"/>
          <property name="activity" value="0.25"/>
        </component>
        <component name="tiedShape" type="org.lateo.model.VAEArchitecture">
          <property name="posterior" value="point"/>
          <property name="tied" value="true"/>
        </component>
        <component name="tied" type="org.lateo.VAETrainer">
          <propertylist name="hidden"><item>7</item></propertylist>
          <property name="posterior" value="point"/>
          <property name="tied" value="true"/>
        </component>
        <component name="bayesianShape" type="org.lateo.model.VAEArchitecture">
          <property name="bayesianDecoder" value="true"/>
          <property name="decoderPrior" value="0.5"/>
        </component>
        <component name="bayesianDecoder" type="org.lateo.VAETrainer">
          <property name="bayesianDecoder" value="true"/>
          <property name="decoderPrior" value="0.5"/>
        </component>
        <component name="shape" type="org.lateo.model.VAEArchitecture">
          <propertylist name="encoder"><item>7</item></propertylist>
          <propertylist name="decoder"><item>8</item><item>9</item></propertylist>
          <property name="activation" value="RELU"/>
          <property name="gated" value="true"/>
          <property name="latent" value="3"/>
          <property name="posterior" value="posterior"/>
          <property name="prior" value="prior"/>
          <property name="likelihood" value="poisson"/>
          <property name="weights" value="HE"/>
        </component>
        <component name="shapeOfFlow" type="org.lateo.flow.FlowArchitecture">
          <property name="kind" value="SPLINE_AUTOREGRESSIVE"/>
          <property name="layers" value="3"/>
          <propertylist name="hidden"><item>7</item></propertylist>
          <property name="activation" value="TANH"/>
          <property name="bins" value="5"/>
          <property name="bound" value="3"/>
          <property name="normalised" value="true"/>
          <property name="sameOrder" value="true"/>
          <propertylist name="order"><item>1</item><item>0</item></propertylist>
          <property name="scaling" value="LOGIT"/>
          <property name="margin" value="0.125"/>
          <property name="seed" value="7"/>
          <property name="weights" value="HE"/>
        </component>
        <component name="shapeOfMixingFlow" type="org.lateo.flow.FlowArchitecture">
          <property name="mixed" value="true"/>
        </component>
        <component name="shapeOfClasses" type="org.lateo.model.SemiSupervisedArchitecture">
          <property name="vae" value="shape"/>
          <propertylist name="classifier"><item>5</item></propertylist>
          <propertylist name="classProbabilities"><item>0.25</item><item>0.75</item></propertylist>
          <property name="classPriorLearned" value="true"/>
          <property name="codes" value="true"/>
        </component>
        <component name="prior" type="org.lateo.latent.MixturePrior">
          <property name="components" value="4"/>
        </component>
        <component name="vamp" type="org.lateo.latent.VampPrior">
          <property name="pseudoInputs" value="7"/>
        </component>
        <component name="flowPrior" type="org.lateo.latent.FlowPrior">
          <property name="kind" value="MAF"/>
          <property name="layers" value="2"/>
          <propertylist name="hidden"><item>5</item></propertylist>
          <property name="bins" value="4"/>
          <property name="bound" value="3"/>
        </component>
        <component name="splineFlow" type="org.lateo.latent.SplineFlowPosterior">
          <property name="steps" value="1"/>
          <property name="hidden" value="5"/>
          <property name="bins" value="4"/>
          <property name="bound" value="3"/>
        </component>
        <component name="factory" type="org.lateo.output.LatentCodeFactory"/>
        <component name="events" type="org.lateo.interop.EventTransformer"/>
        <component name="codes" type="org.lateo.interop.LatentCodeTransformer"/>
        <component name="missing" type="org.lateo.interop.MissingTransformer">
          <propertylist name="units">
            <item>0</item>
            <item>1</item>
            <item>1</item>
          </propertylist>
        </component>
        <component name="poisson" type="org.lateo.likelihood.Poisson"/>
        <component name="negative" type="org.lateo.likelihood.NegativeBinomial"/>
        <component name="categorical" type="org.lateo.likelihood.Categorical"/>
        <component name="lognormal" type="org.lateo.likelihood.LogNormal">
          <property name="variance" value="SHARED"/>
        </component>
        <component name="student" type="org.lateo.likelihood.StudentT">
          <property name="degreesOfFreedom" value="2.5"/>
        </component>
        <component name="discretised" type="org.lateo.likelihood.DiscretisedLogistic">
          <property name="levels" value="17"/>
          <property name="scale" value="ROW"/>
        </component>
        <component name="mixed" type="org.lateo.likelihood.MixedLikelihood">
          <property name="numbers" value="gaussian"/>
          <propertylist name="rules">
            <item>a=poisson</item>
            <item>b.*=gaussian:standardDeviation=0.5,variance=FIXED</item>
          </propertylist>
          <propertylist name="groups">
            <item>poisson&#9;0&#9;as asked&#9;</item>
          </propertylist>
        </component>
        <component name="gaussian" type="org.lateo.likelihood.Gaussian">
          <property name="variance" value="ROW"/>
          <property name="standardDeviation" value="0.25"/>
        </component>
        <component name="elbo" type="org.lateo.objective.ELBO">
          <property name="estimator" value="MONTE_CARLO"/>
          <property name="samples" value="3"/>
          <property name="beta" value="4"/>
          <property name="warmUp" value="12"/>
          <property name="warmUpUnit" value="STEPS"/>
        </component>
        <component name="freeBits" type="org.lateo.objective.ELBO">
          <property name="freeBits" value="0.25"/>
        </component>
        <component name="iwae" type="org.lateo.objective.IWAE">
          <property name="samples" value="7"/>
          <property name="gradient" value="PLAIN"/>
        </component>
        <component name="adam" type="org.lateo.train.Adam">
          <property name="learningRate" value="0.0123"/>
          <property name="beta1" value="0.5"/>
          <property name="beta2" value="0.75"/>
          <property name="epsilon" value="1.25e-5"/>
        </component>
        <component name="adamw" type="org.lateo.train.AdamW">
          <property name="learningRate" value="0.0123"/>
          <property name="beta1" value="0.5"/>
          <property name="beta2" value="0.75"/>
          <property name="epsilon" value="1.25e-5"/>
          <property name="weightDecay" value="0.125"/>
        </component>
        <component name="rmsprop" type="org.lateo.train.RMSProp">
          <property name="learningRate" value="0.0123"/>
          <property name="decay" value="0.5"/>
          <property name="momentum" value="0.75"/>
          <property name="epsilon" value="1.25e-5"/>
        </component>
        <component name="adagrad" type="org.lateo.train.Adagrad">
          <property name="learningRate" value="0.0123"/>
          <property name="epsilon" value="1.25e-5"/>
        </component>
        <component name="sgd" type="org.lateo.train.SGD">
          <property name="learningRate" value="0.0123"/>
          <property name="momentum" value="0.75"/>
          <property name="nesterov" value="true"/>
        </component>
        <component name="constant" type="org.lateo.train.ConstantSchedule"/>
        <component name="warmUp" type="org.lateo.train.WarmUpSchedule">
          <property name="rise" value="2.5"/>
        </component>
        <component name="cosine" type="org.lateo.train.CosineSchedule">
          <property name="last" value="0.25"/>
          <property name="rise" value="2.5"/>
        </component>
        <component name="step" type="org.lateo.train.StepSchedule">
          <property name="every" value="7"/>
          <property name="factor" value="0.25"/>
        </component>
        <component name="exponential" type="org.lateo.train.ExponentialSchedule">
          <property name="last" value="0.25"/>
        </component>
        <component name="vae" type="org.lateo.VAETrainer">
          <propertylist name="hidden"><item>9</item><item>8</item></propertylist>
          <propertylist name="decoderHidden"><item>7</item></propertylist>
          <propertylist name="missing"><item>price.*</item><item>[a-c]</item></propertylist>
          <property name="activation" value="GELU"/>
          <property name="gated" value="true"/>
          <property name="latent" value="4"/>
          <property name="posterior" value="posterior"/>
          <property name="prior" value="prior"/>
          <property name="likelihood" value="gaussian"/>
          <property name="numbers" value="gaussian"/>
          <property name="objective" value="elbo"/>
          <property name="refinement" value="iwae"/>
          <property name="refinementShare" value="0.5"/>
          <property name="optimiser" value="adam"/>
          <property name="schedule" value="cosine"/>
          <property name="initialiser" value="HE"/>
          <property name="epochs" value="2"/>
          <property name="batchSize" value="33"/>
          <property name="validation" value="0.25"/>
          <property name="gradientClipping" value="10"/>
          <property name="weightPrior" value="2"/>
          <property name="averaging" value="0.75"/>
          <property name="patience" value="7"/>
          <property name="minimumImprovement" value="0.125"/>
          <property name="jitter" value="0.25"/>
          <property name="seed" value="-5"/>
          <property name="threads" value="1"/>
          <property name="firstModel" value="{}"/>
          <property name="firstParameters" value="AB"/>
        </component>
        <component name="flow" type="org.lateo.FlowTrainer">
          <property name="kind" value="SPLINE_AUTOREGRESSIVE"/>
          <property name="layers" value="3"/>
          <propertylist name="hidden"><item>9</item><item>8</item></propertylist>
          <property name="activation" value="GELU"/>
          <property name="bins" value="5"/>
          <property name="bound" value="3"/>
          <property name="normalised" value="true"/>
          <property name="sameOrder" value="true"/>
          <property name="orderSeed" value="7"/>
          <property name="scaling" value="NONE"/>
          <property name="margin" value="0.125"/>
          <property name="initialiser" value="HE"/>
          <property name="jitter" value="0.25"/>
          <property name="optimiser" value="adam"/>
          <property name="schedule" value="constant"/>
          <property name="epochs" value="2"/>
          <property name="batchSize" value="33"/>
          <property name="validation" value="0.25"/>
          <property name="gradientClipping" value="10"/>
          <property name="weightPrior" value="2"/>
          <property name="averaging" value="0.75"/>
          <property name="patience" value="7"/>
          <property name="minimumImprovement" value="0.125"/>
          <property name="seed" value="-5"/>
          <property name="threads" value="1"/>
        </component>
        <component name="bayesian" type="org.lateo.bayes.BayesianRegressionTrainer">
          <property name="method" value="MEAN_FIELD"/>
          <propertylist name="hidden"><item>9</item><item>8</item></propertylist>
          <property name="activation" value="GELU"/>
          <property name="initialiser" value="HE"/>
          <property name="scaling" value="RANGE"/>
          <property name="prior" value="2"/>
          <property name="firstDeviation" value="0.25"/>
          <property name="temperature" value="0.5"/>
          <property name="warmUpShare" value="0.125"/>
          <property name="draws" value="7"/>
          <property name="members" value="3"/>
          <property name="noise" value="0.5"/>
          <property name="noiseFloor" value="0.125"/>
          <property name="noisePrior" value="2"/>
          <property name="optimiser" value="adam"/>
          <property name="schedule" value="constant"/>
          <property name="epochs" value="2"/>
          <property name="batchSize" value="33"/>
          <property name="validation" value="0.25"/>
          <property name="gradientClipping" value="10"/>
          <property name="weightPrior" value="2"/>
          <property name="averaging" value="0.75"/>
          <property name="patience" value="7"/>
          <property name="minimumImprovement" value="0.125"/>
          <property name="seed" value="-5"/>
          <property name="threads" value="1"/>
        </component>
        <component name="shapeOfRegression" type="org.lateo.bayes.BayesianRegressionArchitecture">
          <property name="method" value="MEAN_FIELD"/>
          <propertylist name="hidden"><item>9</item><item>8</item></propertylist>
          <property name="activation" value="GELU"/>
          <property name="weights" value="HE"/>
          <property name="scaling" value="RANGE"/>
          <property name="prior" value="2"/>
          <property name="firstDeviation" value="0.25"/>
          <property name="draws" value="7"/>
          <property name="members" value="3"/>
          <property name="seed" value="-5"/>
          <propertylist name="targetShift"><item>9</item><item>8</item></propertylist>
          <propertylist name="targetScale"><item>3</item><item>2</item></propertylist>
          <property name="noise" value="0.5"/>
          <property name="noiseFloor" value="0.125"/>
          <property name="noisePrior" value="2"/>
        </component>
        <component name="bayesianClasses" type="org.lateo.bayes.BayesianClassifierTrainer">
          <property name="method" value="MEAN_FIELD"/>
          <propertylist name="hidden"><item>9</item><item>8</item></propertylist>
          <property name="activation" value="GELU"/>
          <property name="initialiser" value="HE"/>
          <property name="scaling" value="RANGE"/>
          <property name="prior" value="2"/>
          <property name="firstDeviation" value="0.25"/>
          <property name="temperature" value="0.5"/>
          <property name="warmUpShare" value="0.125"/>
          <property name="draws" value="7"/>
          <property name="members" value="3"/>
          <property name="optimiser" value="adam"/>
          <property name="schedule" value="constant"/>
          <property name="epochs" value="2"/>
          <property name="batchSize" value="33"/>
          <property name="validation" value="0.25"/>
          <property name="gradientClipping" value="10"/>
          <property name="weightPrior" value="2"/>
          <property name="averaging" value="0.75"/>
          <property name="patience" value="7"/>
          <property name="minimumImprovement" value="0.125"/>
          <property name="seed" value="-5"/>
          <property name="threads" value="1"/>
        </component>
        <component name="shapeOfBayesianClasses" type="org.lateo.bayes.BayesianClassifierArchitecture">
          <property name="method" value="MEAN_FIELD"/>
          <propertylist name="hidden"><item>9</item><item>8</item></propertylist>
          <property name="activation" value="GELU"/>
          <property name="weights" value="HE"/>
          <property name="scaling" value="RANGE"/>
          <property name="prior" value="2"/>
          <property name="firstDeviation" value="0.25"/>
          <property name="draws" value="7"/>
          <property name="members" value="3"/>
          <property name="seed" value="-5"/>
          <property name="classes" value="3"/>
        </component>
        <component name="dropped" type="org.lateo.bayes.BayesianRegressionTrainer">
          <property name="dropout" value="0.5"/>
        </component>
        <component name="droppedClasses" type="org.lateo.bayes.BayesianClassifierTrainer">
          <property name="dropout" value="0.5"/>
        </component>
        <component name="mixingFlow" type="org.lateo.FlowTrainer">
          <property name="mixed" value="true"/>
        </component>
        <component name="falseAlarms" type="org.lateo.anomaly.FalseAlarmRate">
          <property name="rate" value="0.125"/>
        </component>
        <component name="contamination" type="org.lateo.anomaly.Contamination">
          <property name="share" value="0.25"/>
        </component>
        <component name="bestF1" type="org.lateo.anomaly.BestF1"/>
        <component name="fixed" type="org.lateo.anomaly.FixedThreshold">
          <property name="value" value="-7.5"/>
        </component>
        <component name="anomaly" type="org.lateo.anomaly.VAEAnomalyTrainer">
          <property name="autoencoder" value="vae"/>
          <property name="score" value="LOG_LIKELIHOOD"/>
          <property name="samples" value="7"/>
          <property name="members" value="3"/>
          <property name="threshold" value="contamination"/>
          <property name="calibration" value="0.25"/>
          <property name="exemplars" value="0.375"/>
          <property name="knownAnomalies" value="false"/>
          <property name="crossBelow" value="77"/>
          <property name="calibrationRows" value="{}"/>
          <property name="trimming" value="0.125"/>
          <property name="seed" value="-6"/>
          <property name="threads" value="2"/>
        </component>
        <component name="anomalyOfFlows" type="org.lateo.anomaly.VAEAnomalyTrainer">
          <property name="flow" value="flow"/>
        </component>
        <component name="logistic"
            type="org.tribuo.classification.sgd.linear.LogisticRegressionTrainer"/>
        <component name="encoded" type="org.lateo.rows.EncodedSource">
          <property name="dataset" value="{}"/>
          <property name="autoencoder" value="{}"/>
          <property name="codes" value="SAMPLES"/>
          <propertylist name="dimensions">
            <item>1</item>
          </propertylist>
          <property name="samples" value="3"/>
        </component>
        <component name="masked" type="org.lateo.semisupervised.MaskedSource">
          <property name="dataset" value="{}"/>
          <property name="kept" value="LABELS"/>
          <property name="count" value="7"/>
        </component>
        <component name="spreadRows" type="org.lateo.semisupervised.SpreadSource">
          <property name="dataset" value="{}"/>
          <property name="neighbours" value="4"/>
          <property name="alpha" value="0.5"/>
          <property name="mostRows" value="9"/>
          <property name="seed" value="3"/>
        </component>
        <component name="wrapper" type="org.lateo.codes.LatentFeatureTrainer">
          <property name="trainedEncoder" value="{}"/>
          <property name="encoder" value="vae"/>
          <property name="innerTrainer" value="logistic"/>
          <property name="codes" value="SAMPLES"/>
          <property name="samples" value="3"/>
          <property name="rawFeatures" value="true"/>
          <property name="inactiveBelow" value="0.2"/>
        </component>
        <component name="plain" type="org.lateo.VAETrainer"/>
        <component name="m2" type="org.lateo.semisupervised.SemiSupervisedVAETrainer">
          <property name="autoencoder" value="plain"/>
          <propertylist name="classifierHidden">
            <item>30</item>
            <item>20</item>
          </propertylist>
          <property name="classificationWeight" value="0.5"/>
          <property name="labelledShare" value="0.4"/>
          <property name="warmUpShare" value="0.3"/>
          <property name="classesPerRow" value="3"/>
          <property name="classPrior" value="GIVEN"/>
          <propertylist name="classProbabilities">
            <item>a=0.25</item>
            <item>b=0.75</item>
          </propertylist>
          <property name="codes" value="true"/>
        </component>
        <component name="conformalRegression" type="org.lateo.conformal.ConformalRegressionTrainer">
          <property name="innerTrainer" value="bayesian"/>
          <property name="calibration" value="0.5"/>
          <property name="coverage" value="0.8"/>
          <property name="seed" value="3"/>
          <property name="trainedModel" value="{}"/>
          <property name="score" value="NORMALISED"/>
        </component>
        <component name="conformalClassification"
            type="org.lateo.conformal.ConformalClassificationTrainer">
          <property name="innerTrainer" value="logistic"/>
          <property name="calibration" value="0.5"/>
          <property name="coverage" value="0.8"/>
          <property name="seed" value="3"/>
          <property name="trainedModel" value="{}"/>
          <property name="score" value="APS"/>
          <property name="byClass" value="true"/>
        </component>
        <component name="shapeOfLogistic" type="org.lateo.logistic.KernelLogisticArchitecture">
          <property name="classes" value="3"/>
          <property name="centres" value="7"/>
        </component>
        <component name="kernel" type="org.lateo.logistic.KernelLogisticTrainer">
          <propertylist name="kernels"><item>LINEAR</item></propertylist>
          <property name="folds" value="3"/>
          <property name="mostCentres" value="7"/>
          <property name="mostRowsHeldOut" value="77"/>
          <property name="seed" value="-5"/>
        </component>
        <component name="shapeOfNearest" type="org.lateo.nearest.NearestRowsArchitecture">
          <property name="classes" value="3"/>
          <property name="rows" value="70"/>
          <property name="neighbours" value="4"/>
          <property name="leastReach" value="0.5"/>
          <property name="temperature" value="2.5"/>
        </component>
        <component name="nearest" type="org.lateo.nearest.NearestRowsTrainer">
          <property name="neighbours" value="4"/>
          <property name="mostRows" value="77"/>
          <property name="temperature" value="2.5"/>
          <property name="seed" value="-5"/>
        </component>
        <component name="plainM2" type="org.lateo.semisupervised.SemiSupervisedVAETrainer">
          <property name="autoencoder" value="plain"/>
        </component>
        <component name="few" type="org.lateo.semisupervised.FewLabelsTrainer">
          <property name="encoder" value="vae"/>
          <property name="classifier" value="logistic"/>
          <property name="m2" value="plainM2"/>
          <property name="m2OfCodes" value="m2"/>
          <propertylist name="methods"><item>RAW</item><item>M1</item></propertylist>
          <property name="folds" value="3"/>
          <property name="errors" value="1.5"/>
          <property name="mostRowsTried" value="99"/>
          <property name="timeBudgetSeconds" value="7"/>
          <property name="seed" value="-5"/>
          <property name="chosen" value="M1"/>
          <property name="temperature" value="1.5"/>
          <property name="comparison" value="m1: better"/>
        </component>
        <component name="chosenFeatures" type="org.lateo.semisupervised.ChosenFeaturesTrainer">
          <property name="innerTrainer" value="logistic"/>
          <property name="encoder" value="vae"/>
          <property name="folds" value="3"/>
          <property name="errors" value="1.5"/>
          <property name="seed" value="-5"/>
        </component>
        <component name="labelledRows" type="org.lateo.rows.LabelledSource">
          <property name="dataset" value="{}"/>
        </component>
        <component name="spread" type="org.lateo.semisupervised.LabelSpreadingTrainer">
          <property name="innerTrainer" value="logistic"/>
          <property name="neighbours" value="7"/>
          <property name="alpha" value="0.5"/>
          <property name="mostRows" value="77"/>
          <property name="seed" value="-4"/>
          <property name="threads" value="1"/>
        </component>
      </config>
      """;

  @TempDir private Path folder;

  @BeforeAll
  static void addJson() {
    ConfigurationManager.addFileFormatFactory(new JsonConfigFactory());
    add(VAETrainer.builder()::build);
    add(Bernoulli::new);
    add(Gaussian::new);
    add(Multinomial::new);
    add(Poisson::new);
    add(NegativeBinomial::new);
    add(LogNormal::new);
    add(StudentT::new);
    add(DiscretisedLogistic::new);
    add(Categorical::new);
    add(() -> new MixedLikelihood());
    add(DiagonalGaussianPosterior::new);
    add(CholeskyGaussianPosterior::new);
    add(PlanarFlowPosterior::new);
    add(AutoregressiveFlowPosterior::new);
    add(SplineFlowPosterior::new);
    add(PointPosterior::new);
    add(StandardNormalPrior::new);
    add(VAEArchitecture::new);
    add(FlowArchitecture::new);
    add(FlowTrainer.builder()::build);
    add(BayesianClassifierArchitecture::new);
    add(BayesianClassifierTrainer.builder()::build);
    add(BayesianRegressionArchitecture::new);
    add(BayesianRegressionTrainer.builder()::build);
    add(ConformalClassificationTrainer::new);
    add(ConformalRegressionTrainer::new);
    add(KernelLogisticArchitecture::new);
    add(KernelLogisticTrainer::new);
    add(NearestRowsArchitecture::new);
    add(NearestRowsTrainer::new);
    add(SemiSupervisedArchitecture::new);
    add(MixturePrior::new);
    add(VampPrior::new);
    add(FlowPrior::new);
    add(ELBO::new);
    add(IWAE::new);
    add(Reconstruction::new);
    add(Adam::new);
    add(AdamW::new);
    add(RMSProp::new);
    add(Adagrad::new);
    add(SGD::new);
    add(ConstantSchedule::new);
    add(WarmUpSchedule::new);
    add(CosineSchedule::new);
    add(StepSchedule::new);
    add(ExponentialSchedule::new);
    add(LatentCodeFactory::new);
    add(EventTransformer::new);
    add(LatentCodeTransformer::new);
    add(FalseAlarmRate::new);
    add(Contamination::new);
    add(BestF1::new);
    add(FixedThreshold::new);
    add(VAEAnomalyTrainer::new);
  }

  private static void add(Supplier<Configurable> byJava) {
    BY_JAVA.put(byJava.get().getClass().getName(), byJava);
  }

  static Stream<String> classes() {
    return MainClasses.concrete(Configurable.class).stream();
  }

  static Stream<String> classesWithDefaults() {
    return classes().filter(name -> !WRAPPERS.contains(name));
  }

  private ConfigurationManager changed() throws IOException {
    Path file = folder.resolve("changed.xml");
    Files.writeString(file, CHANGED);
    return new ConfigurationManager(file.toString());
  }

  private static Map<String, Object> read(ConfigurationManager manager) {
    Map<String, Object> read = new TreeMap<>();
    for (String name : manager.getComponentNames()) {
      read.put(name, ConfigFields.values(manager.lookup(name)));
    }
    return read;
  }

  @ParameterizedTest
  @MethodSource("classesWithDefaults")
  void olcutWithoutPropertiesGivesTheDefaultsOfJava(String name) {
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(new ConfigurationData("empty", name));
    Map<String, Object> defaults = ConfigFields.values(BY_JAVA.get(name).get());
    assertEquals(defaults, ConfigFields.values(manager.lookup("empty")));
    ConfigFields.annotations(manager.lookup("empty").getClass())
        .forEach((field, config) -> assertFalse(config.mandatory(), field));
  }

  @ParameterizedTest
  @MethodSource("classes")
  void everyFieldIsDescribed(String name) throws ClassNotFoundException {
    for (Map.Entry<String, Config> field :
        ConfigFields.annotations(Class.forName(name)).entrySet()) {
      String description = field.getValue().description();
      assertTrue(description.length() > 10 && description.endsWith("."), field.getKey());
    }
  }

  @Test
  void theFileOfChangesHasEveryClassAndField() throws IOException {
    Set<String> classes = new TreeSet<>();
    Set<String> unchanged = new TreeSet<>();
    Set<String> changed = new TreeSet<>();
    ConfigurationManager manager = changed();
    for (String component : manager.getComponentNames()) {
      Configurable configurable = manager.lookup(component);
      String name = configurable.getClass().getName();
      classes.add(name);
      Map<String, Object> defaults =
          BY_JAVA.containsKey(name) ? ConfigFields.values(BY_JAVA.get(name).get()) : Map.of();
      ConfigFields.values(configurable)
          .forEach(
              (field, value) ->
                  (Objects.equals(value, defaults.get(field)) ? unchanged : changed)
                      .add(name + " " + field));
    }
    unchanged.removeAll(changed);
    assertEquals(Set.of(), unchanged);
    classes.remove(LogisticRegressionTrainer.class.getName());
    assertEquals(MainClasses.concrete(Configurable.class), classes);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void filesRoundTrip(String format) throws IOException {
    ConfigurationManager manager = changed();
    Map<String, Object> expected = read(manager);
    File file = folder.resolve("saved." + format).toFile();
    manager.save(file, true);
    assertEquals(expected, read(new ConfigurationManager(file.toString())));
  }

  static List<String> formats() {
    return List.of("xml", "json");
  }

  @Test
  void provenanceRoundTrips() throws IOException {
    ConfigurationManager manager = changed();
    for (String name : manager.getComponentNames()) {
      assertRebuilds(manager.lookup(name));
    }
    for (Supplier<Configurable> byJava : BY_JAVA.values()) {
      assertRebuilds(byJava.get());
    }
    assertRebuilds(VAETrainer.builder().hidden().build());
    assertRebuilds(VAETrainer.builder().hidden(5, 4).decoderHidden().build());
    assertRebuilds(VAETrainer.builder().hidden().decoderHidden(3).build());
  }

  private static void assertRebuilds(Configurable configurable) {
    ConfiguredObjectProvenance provenance =
        (ConfiguredObjectProvenance) ((Provenancable<?>) configurable).getProvenance();
    List<ConfigurationData> data = ProvenanceUtil.extractConfiguration(provenance);
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(data);
    Map<String, Object> expected = ConfigFields.values(configurable);
    List<? extends Configurable> rebuilt = manager.lookupAll(configurable.getClass());
    assertEquals(1, rebuilt.size(), () -> configurable.getClass().getName());
    assertEquals(expected, ConfigFields.values(rebuilt.get(0)));
  }

  @Test
  void theDecoderMirrorsTheEncoderUnlessGiven() {
    assertEquals(List.of(4, 5), decoder(VAETrainer.builder().hidden(5, 4)));
    assertEquals(List.of(), decoder(VAETrainer.builder().hidden()));
    assertEquals(List.of(), decoder(VAETrainer.builder().hidden(5, 4).decoderHidden()));
    assertEquals(List.of(3), decoder(VAETrainer.builder().hidden(5, 4).decoderHidden(3)));
  }

  private static Object decoder(VAETrainerBuilder builder) {
    return ConfigFields.values(builder.build()).get("decoderHidden");
  }
}
