/**
 * Exported files as Tribuo models: {@link org.lateo.interop.ExternalModels} opens a file as
 * Tribuo's {@code ONNXExternalModel} of labels, sets of labels, numbers, events or codes, with the
 * names of features and outputs in the file's metadata.
 *
 * <p>This package alone needs {@code org.tribuo:tribuo-onnx}: add it to use the package. Without
 * it, {@link org.lateo.ONNXVAE} and {@link org.lateo.anomaly.ONNXDetector} open the same files.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A model of this kind holds the bytes of its file and is stored with them, as in Tribuo.
 *   <li>A transformer reads a file's outputs by their order, which {@code ExternalModels} has
 *       checked by their names.
 * </ul>
 */
package org.lateo.interop;
