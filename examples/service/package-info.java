/**
 * A small service over exported files: rows as JSON in, codes, scores and explanations out.
 *
 * <p>{@link service.Service} is the program. A request passes {@link service.Router} (path, method,
 * counting), {@link service.RowsEndpoint} (size, queue, rows) and an {@link org.lateo.ONNXVAE}. It
 * needs the JDK, Jackson, which Lateo brings along, and nothing else. Encryption and passwords are
 * the business of the proxy before it.
 */
package service;
