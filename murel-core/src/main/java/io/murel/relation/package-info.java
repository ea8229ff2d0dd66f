/** The MuRel cell and its pairwise relations (paper, section 3.2). */
package io.murel.relation;
