package io.murel.scenes.ask;

/** What a {@link Program} node does with its inputs. */
public enum Op {
  /** Objects that match a description. */
  FILTER,
  /** Matching objects on one side of the object that input 0 finds. */
  RELATED,
  /** Matching objects between those that inputs 0 and 1 find. */
  BETWEEN,
  /** Matching objects, other than the one input 0 finds, with its value of an attribute. */
  SAME,

  /** The only object of the set that input 0 finds. */
  UNIQUE,
  /** The matching object whose centre is nearest to that of the object input 0 finds. */
  NEAREST,
  /** The matching object whose centre is farthest from that of the object input 0 finds. */
  FARTHEST,

  /** Whether the set has an object: yes or no. */
  EXIST,
  /** How many objects the set has. */
  COUNT,
  /** The object's value of an attribute. */
  QUERY,
  /** Whether two objects have the same value of an attribute. */
  EQUAL,
  /** Whether object 0 is large and object 1 small. */
  LARGER,
  /** Whether object 0 is small and object 1 large. */
  SMALLER,
  /** Whether set 0 has more objects than set 1. */
  MORE,
  /** Whether set 0 has fewer objects than set 1. */
  FEWER,
  /** Whether the two sets have as many objects. */
  AS_MANY,
  /** Whether object 0 is on a side of object 1. */
  IS,
  /** On which of two sides of object 1 object 0 is; the relation names the first of the two. */
  SIDE,
  /** Whether object 0 is between objects 1 and 2. */
  IS_BETWEEN,
  /** Whether object 0 is nearer to object 2 than object 1 is. */
  NEARER
}
