/*
title: Who promises what to whom
description: >
  Promises, and what is to be provided without a pledge. A promise that only may be made is left out unless
  --modality possible asks for it; a promise that was not made is a refusal.
rows: claims
parameters:
  by: {type: entity, help: who promises}
  to: {type: entity, help: to whom}
  topic: {type: topic, help: what is promised}
  summit: {type: summit, help: only articles on this summit}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
  modality: {type: text, choices: [actual, planned, possible], default: [actual, planned], help: "made, to be made, or only possible"}
example: kg query promises --by NATO --to Ukraine
*/
MATCH (c:Claim)
WHERE c.predicate IN ['PROMISES', 'PROVIDES'] AND (c.predicate = 'PROMISES' OR c.modality <> 'actual')
  AND c.polarity = 'affirmed' AND c.modality IN $modality AND c.status <> 'rejected'
  AND ($by IS NULL OR EXISTS { MATCH (c)-[:SUBJECT]->(e:Entity) WHERE e.id IN $by })
  AND ($to IS NULL OR EXISTS { MATCH (c)-[:ADDRESSEE]->(e:Entity) WHERE e.id IN $to })
  AND ($topic IS NULL OR EXISTS { MATCH (c)-[:OBJECT]->(e:Entity) WHERE e.id IN $topic })
  AND ($summit IS NULL
    OR EXISTS { MATCH (c)-[:IN]->(a:Article) WHERE a.summit IN $summit }
    OR EXISTS { MATCH (c)-[:IN]->(:Article)<-[:IN]-(:Claim)-[:SUBJECT|OBJECT]->(e:Summit) WHERE e.id IN $summit })
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
