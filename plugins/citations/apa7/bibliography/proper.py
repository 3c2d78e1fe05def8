"""Names that are nothing else, and keep their capitals in any title (APA 7, §§ 6.14, 6.17).

Places by the names that the United Nations and Toitū Te Whenua's Gazetteer have for them, faiths, feasts,
days and months, what the web's platforms are called, and some persons whose names became those of theories.
What is a word as well (Congress, Zoom, Reading) isn't here: `check` tells it.
"""

PLACES = """Abu Dhabi; Adelaide; Afghanistan; Africa; Alabama; Alaska; Albania; Alberta; Algeria; America;
Amsterdam; Antarctica; Aotearoa; Argentina; Arizona; Arkansas; Armenia; Asia; Auckland; Australasia;
Australia; Austria; Azerbaijan; Bali; Bangladesh; Barcelona; Bay of Plenty; Beijing; Belfast; Belgium;
Berlin; Bolivia; Bosnia; Boston; Botswana; Brazil; Brisbane; Britain; British Columbia; Brussels; Bulgaria;
California; Cambodia; Cambridge; Cameroon; Canada; Canberra; Canterbury; Cape Town; Cardiff; Catalonia;
Central America; Chicago; Chile; China; Christchurch; Colombia; Colorado; Connecticut; Cook Islands;
Copenhagen; Costa Rica; Croatia; Cuba; Cyprus; Czech Republic; Delhi; Denmark; Dublin; Dunedin; East Africa;
East Asia; Eastern Europe; Ecuador; Edinburgh; Egypt; El Salvador; England; Eritrea; Estonia; Ethiopia;
Europe; European Union; Fiji; Finland; Florida; France; Gambia; Gaza; Germany; Ghana; Gisborne; Glasgow;
Global North; Global South; Great Britain; Greece; Guam; Guatemala; Haiti; Hamilton; Hawaii; Hawai'i; Hawke's
Bay; Helsinki; Honduras; Hong Kong; Hungary; Iceland; Idaho; Illinois; India; Indiana; Indonesia; Iowa; Iran;
Iraq; Ireland; Israel; Istanbul; Italy; Jakarta; Jamaica; Japan; Johannesburg; Jordan; Kansas; Kazakhstan;
Kentucky; Kenya; Kirikiriroa; Kiribati; Korea; Kosovo; Kuwait; Kyoto; Laos; Latin America; Latvia; Lebanon;
Leeds; Liberia; Libya; Lisbon; Lithuania; Liverpool; London; Los Angeles; Louisiana; Luxembourg; Madagascar;
Madrid; Malawi; Malaysia; Mali; Malta; Manawatū; Manchester; Manitoba; Manukau; Marshall Islands; Maryland;
Massachusetts; Mauritius; Melanesia; Melbourne; Mexico; Michigan; Micronesia; Middle East; Milan; Minnesota;
Mississippi; Missouri; Moldova; Mongolia; Montana; Montreal; Morocco; Moscow; Mozambique; Mumbai; Myanmar;
Namibia; Nauru; Nebraska; Nepal; Netherlands; Nevada; New Caledonia; New Hampshire; New Jersey; New Mexico;
New Orleans; New South Wales; New York; New York City; New Zealand; Nicaragua; Nigeria; Niue; North Africa;
North America; North Carolina; North Dakota; Northern Ireland; Northern Territory; Norway; Nova Scotia;
Oceania; Ohio; Oklahoma; Ontario; Oregon; Oslo; Otago; Oxford; Pacific Islands; Pakistan; Palestine;
Palmerston North; Panama; Papua New Guinea; Paraguay; Paris; Pennsylvania; Peru; Philadelphia; Philippines;
Poland; Polynesia; Porirua; Portugal; Puerto Rico; Qatar; Quebec; Québec; Queensland; Rhode Island; Romania;
Rome; Rotorua; Russia; Rwanda; Samoa; San Francisco; Saskatchewan; Saudi Arabia; Scandinavia; Scotland;
Senegal; Seoul; Serbia; Shanghai; Sierra Leone; Singapore; Slovakia; Slovenia; Solomon Islands; Somalia;
South Africa; South America; South Asia; South Auckland; South Australia; South Carolina; South Dakota; South
Korea; South Sudan; Southeast Asia; Southland; Soviet Union; Spain; Sri Lanka; Stockholm; Sub-Saharan Africa;
Sudan; Sweden; Switzerland; Sydney; Syria; Taipei; Tairāwhiti; Taiwan; Tanzania; Taranaki; Tasmania;
Tauranga; Te Ika-a-Māui; Te Tai Tokerau; Te Waipounamu; Te Whanganui-a-Tara; Tennessee; Texas; Thailand;
Tibet; Timor-Leste; Tokelau; Tokyo; Tonga; Toronto; Trinidad and Tobago; Tunisia; Tuvalu; Tāmaki Makaurau;
Uganda; Ukraine; United Arab Emirates; United Kingdom; United States; United States of America; Uruguay;
Utah; Uzbekistan; Vancouver; Vanuatu; Venezuela; Vermont; Vienna; Vietnam; Viet Nam; Virginia; Waikato;
Wairarapa; Waitangi; Wales; Warsaw; Washington; Wellington; West Africa; West Indies; West Virginia; Western
Australia; Western Europe; Whanganui-a-Tara; Whangārei; Wisconsin; Wyoming; Yemen; Zambia; Zealand; Zimbabwe;
Zürich; Ōtautahi; Ōtepoti"""

OTHERS = """Bayesian; Bible; Black Lives Matter; Buddhism; Buddhist; Catholic; Catholicism; Christian;
Christianity; Christmas; Confucian; Easter; Einstein; Facebook; Foucauldian; Foucault; Freud;
Freudian; Google; Hindu; Hinduism; Holocaust; Instagram; Islam; Islamic; Judaism; LinkedIn; Marx; Marxism;
Marxist; Matariki; Microsoft; Muslim; Netflix; Nobel; Olympic; Olympics; Oranga Tamariki; Piaget; Piagetian;
Protestant; Qur'an; Quran; Ramadan; Red Cross; Reddit; Salvation Army; Shakespeare; Skype; Snapchat; Te Puni
Kōkiri; Te Tiriti; Te Tiriti o Waitangi; TikTok; Treaty of Waitangi; Tumblr; Twitter; Two-Spirit; United
Nations; UNICEF; Victorian; Vygotsky; Waka Kotahi; WhatsApp; Whānau Ora; Wikipedia; World Bank; World Health
Organization; YouTube; Monday; Tuesday; Wednesday; Thursday; Friday; Saturday; Sunday; January; February;
April; June; July; August; September; October; November; December"""
