create table if not exists divisions (
	"divisionId" text not null,
	"divisionName" text,
	"description" text,
	"homeDivision" boolean,
	primary key ("divisionId")
);
