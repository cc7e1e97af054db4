/**
 * The sources of the notebooks beside them. A cell begins at a comment that starts with {@code %%},
 * which is its text; {@code org.lateo.notebooks.Notebook} of the tests runs the cells and writes
 * the notebooks.
 */
package notebooks;
