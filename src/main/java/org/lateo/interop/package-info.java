/**
 * Exported files as Tribuo models: {@link org.lateo.interop.ExternalModels} opens one as Tribuo's
 * {@code ONNXExternalModel} of labels, sets of labels, numbers, events or codes, with the mappings
 * that the file's metadata has.
 *
 * <p>It needs {@code org.tribuo:tribuo-onnx}, which nothing else here does: whoever uses this
 * package adds it. Without it, {@link org.lateo.ONNXVAE} and {@link org.lateo.anomaly.ONNXDetector}
 * open the same files.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A model of this kind holds the bytes of its file and is stored with them, as Tribuo has it.
 *   <li>Of a file with several outputs, a transformer reads those it knows by their place, which
 *       the helper has checked by name.
 * </ul>
 */
package org.lateo.interop;
