/** The images that can be asked about: named, uploaded, drawn. */
package io.murel.app.serve.image;
