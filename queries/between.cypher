/*
title: What passes between two actors
description: Claims in which one acts and the other is the object or the addressee, in either direction.
rows: claims
parameters:
  one: {type: entity, required: true, help: the one}
  other: {type: entity, required: true, help: the other}
  relation: {type: relation, help: only this relation}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query between --one Germany --other Ukraine
*/
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT|ADDRESSEE]->(t:Entity)
WHERE s.id IN $one + $other AND c.status <> 'rejected'
  AND ((s.id IN $one AND t.id IN $other) OR (s.id IN $other AND t.id IN $one))
  AND ($relation IS NULL OR c.predicate IN $relation)
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
