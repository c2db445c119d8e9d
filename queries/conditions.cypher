/*
title: What is made conditional on what
description: >
  What must come first, and what is promised, provided or offered only perhaps; its qualifier may say on what it hangs.
rows: claims
parameters:
  what: {type: topic, help: what has the condition}
  needs: {type: topic, help: the condition}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query conditions --what membership
*/
MATCH (c:Claim)
WHERE (c.predicate = 'REQUIRES' OR (c.predicate IN ['PROMISES', 'PROVIDES', 'INVITES'] AND c.modality = 'possible'))
  AND c.status <> 'rejected'
  AND ($what IS NULL
    OR (c.predicate = 'REQUIRES' AND EXISTS { MATCH (c)-[:SUBJECT]->(e:Entity) WHERE e.id IN $what })
    OR (c.predicate <> 'REQUIRES' AND EXISTS { MATCH (c)-[:OBJECT]->(e:Entity) WHERE e.id IN $what }))
  AND ($needs IS NULL OR (c.predicate = 'REQUIRES' AND EXISTS { MATCH (c)-[:OBJECT]->(e:Entity) WHERE e.id IN $needs }))
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
