/*
title: What became of declarations
description: Who issued, adopted, agreed on, reaffirmed, backed or left which declaration.
rows: claims
parameters:
  declaration: {type: entity, help: only this declaration}
  by: {type: entity, help: who issued it or stands by it}
  since: {type: date, help: "issued, adopted or said then or later"}
  until: {type: date, edge: end, help: then or before}
example: kg query declarations --declaration "Bucharest Summit Declaration 2008"
*/
MATCH (d:Declaration)<-[:SUBJECT|OBJECT]-(c:Claim)
WHERE c.predicate IN ['ISSUES', 'ADOPTED_AT', 'AGREES_ON', 'REAFFIRMS', 'SUPPORTS', 'OPPOSES', 'LEAVES', 'UNDERMINES']
  AND c.status <> 'rejected'
  AND ($declaration IS NULL OR d.id IN $declaration)
  AND ($by IS NULL OR EXISTS { MATCH (c)-[:SUBJECT]->(e:Entity) WHERE e.id IN $by })
  AND ($since IS NULL OR coalesce(c.said_on, c.time_start) + '~' >= $since)
  AND ($until IS NULL OR coalesce(c.said_on, c.time_start) <= $until)
WITH DISTINCT c
