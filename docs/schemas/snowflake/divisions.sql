create table if not exists divisions (
	"divisionId" varchar not null,
	"divisionName" varchar,
	"description" varchar,
	"homeDivision" boolean,
	primary key ("divisionId")
);
